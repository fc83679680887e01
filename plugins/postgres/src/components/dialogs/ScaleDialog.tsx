import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { useOperation } from '../../hooks/useOperation';
import { leavingMembers } from '../../model/members';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { NowThen } from './NowThen';
import { TypedName } from './TypedName';
import { DatabaseDialogProps } from './types';

const MOST = 15;

/** How many members a database has, and which ones go. */
export const ScaleDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const members = rest.health?.members ?? [];
  const now =
    view.spec.instances ?? (members.length || view.summary.members?.total);
  const [text, setText] = useState(String(now ?? ''));
  const [typed, setTyped] = useState('');
  const fullName = `${view.location}/${view.name}`;
  const then = /^\d+$/.test(text) ? Number(text) : undefined;
  const valid = then !== undefined && then >= 1 && then <= MOST;
  const fewer = valid && now !== undefined && then < now;
  const leaving = fewer ? leavingMembers(members, then) : [];
  // Without a standby a lost primary is an outage.
  const last = fewer && then === 1;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        `The change of ${view.name} to ${then} members`,
        await api.changeDatabase(view.ref, { instances: then }),
      ),
    `${view.name} is going to have ${then} members.`,
  );
  return (
    <ConfirmDialog
      title={`Change the number of members of ${fullName}`}
      confirm={valid && then !== now ? `Change to ${then}` : 'Change'}
      operation={operation}
      disabled={!valid || then === now || (last && typed !== fullName)}
      {...rest}
    >
      <TextField
        id="pgstage-instances"
        label="Members, primary included"
        value={text}
        onChange={event => setText(event.target.value)}
        error={text !== '' && !valid}
        helperText={`A whole number from 1 to ${MOST}`}
        inputProps={{ inputMode: 'numeric', autoComplete: 'off' }}
        variant="outlined"
        size="small"
      />
      {valid && then !== now && (
        <NowThen rows={[['Members', String(now ?? 'unknown'), String(then)]]} />
      )}
      {valid && now !== undefined && then > now && (
        <p>
          Each new standby copies the data from the primary. Sessions are not
          disturbed.
        </p>
      )}
      {fewer && (
        <p>
          {leaving.length
            ? `These go, with their volumes: ${leaving
                .map(({ name }) => name)
                .join(', ')}. The primary stays.`
            : 'Standbys go, with their volumes. The primary stays.'}{' '}
          Reads on them end.
        </p>
      )}
      {last && (
        <>
          <Notice severity="warning" title="No standby remains">
            If the primary fails then, nothing takes over.
          </Notice>
          <TypedName name={fullName} typed={typed} onChange={setTyped} />
        </>
      )}
    </ConfirmDialog>
  );
};
