import { useState } from 'react';
import { useOperation } from '../../hooks/useOperation';
import { Choice } from '../Choice/Choice';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { OpenConnections } from './OpenConnections';
import { DatabaseDialogProps } from './types';

const ALL = 'all';
const RELOAD = 'reload';
const MEMBER = 'member:';
const NOT_WORKING =
  'What restarts does not work now. Sessions that it may still hold end.';

/** Restarts all members or one, or has them read their configuration again. */
export const RestartDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const members = rest.health?.members ?? [];
  const [what, setWhat] = useState(ALL);
  const name = what.startsWith(MEMBER) ? what.slice(MEMBER.length) : undefined;
  const member = members.find(known => known.name === name);
  const reload = what === RELOAD;
  const chosen = member ? [member] : members;
  const down =
    !reload &&
    chosen.length > 0 &&
    chosen.every(({ state }) => state === 'attention');
  const operation = useOperation(
    async (api, watch) => {
      const answer = await api.restartDatabase(view.ref, {
        ...(name && { member: name }),
        ...(reload && { reload }),
      });
      if (!reload) watch.change(`The restart of ${name ?? view.name}`, answer);
    },
    reload
      ? `${view.name} reads its configuration again.`
      : `${name ?? view.name} restarts.`,
  );
  return (
    <ConfirmDialog
      title={`Restart or reload ${view.location}/${view.name}`}
      confirm={reload ? 'Reload' : `Restart ${name ?? 'all members'}`}
      operation={operation}
      disabled={name !== undefined && !member}
      {...rest}
    >
      <Choice
        label="What"
        value={what}
        options={[
          { value: ALL, label: 'Restart all members, one after the other' },
          ...members.map(known => ({
            value: `${MEMBER}${known.name}`,
            label: `Restart ${known.name} alone (${known.role})`,
          })),
          { value: RELOAD, label: 'Reload the configuration, no restart' },
        ]}
        onChange={setWhat}
      />
      {view.status.state === 'attention' && (
        <Notice
          severity="warning"
          title={`The database is not working normally: ${view.status.reason}`}
        />
      )}
      <ul>
        {reload && (
          <>
            <li>No session ends.</li>
            <li>Parameters that need a restart stay as they are.</li>
          </>
        )}
        {what === ALL && (
          <>
            <li>
              The standbys restart first, each when the one before is back.
            </li>
            {!down && (
              <>
                <li>
                  Then the primary: nobody can write for some seconds, and a
                  standby may take over.
                </li>
                <li>
                  Every session ends once. Applications must connect again.
                </li>
              </>
            )}
          </>
        )}
        {down && <li>{NOT_WORKING}</li>}
        {!down && member?.role === 'standby' && (
          <li>Only reads on {member.name} end; writes go on.</li>
        )}
        {!down && member?.role === 'primary' && (
          <li>
            Nobody can write for some seconds. Sessions with it end, and
            applications must connect again.
          </li>
        )}
      </ul>
      {!reload && !down && <OpenConnections health={rest.health} />}
    </ConfirmDialog>
  );
};
