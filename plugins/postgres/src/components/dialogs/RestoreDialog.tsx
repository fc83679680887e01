import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { useOperation } from '../../hooks/useOperation';
import { defaultTarget, readTarget } from '../../model/restoreTarget';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { RestoreTargetFields } from './RestoreTargetFields';
import { DatabaseDialogProps } from './types';

const ENTITY = /^[A-Za-z0-9._-]+:[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/;

/** Restores into a new database; the one that is restored stays as it is. */
export const RestoreDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const { backups } = rest;
  const window = backups?.recoveryWindow ?? view.summary.recoveryWindow;
  const finished =
    backups?.backups.filter(({ status }) => status === 'finished') ?? [];
  const [backup, setBackup] = useState(window ? undefined : finished[0]?.id);
  // Chosen once: the window's end moves on while one fills in the rest.
  const [moment, setMoment] = useState(window ? defaultTarget(window) : '');
  const [name, setName] = useState(`${view.name}-restored`);
  const [entityRef, setEntityRef] = useState(view.binding?.entityRefs[0] ?? '');
  const rule = useLocationDescription(view).provider?.name;
  const targetTime = window && readTarget(moment, window);
  const nameProblem = () => {
    if (name === view.name) return 'Another name: this one stays as it is';
    if (
      !rule ||
      (name.length <= rule.maxLength && new RegExp(rule.pattern).test(name))
    )
      return undefined;
    return `The name ${rule.rule}`;
  };
  const entityIsValid = ENTITY.test(entityRef);
  const hasTarget = backup
    ? finished.some(({ id }) => id === backup)
    : targetTime !== undefined;
  const operation = useOperation(
    api =>
      api.restoreDatabase(view.ref, {
        name,
        entityRef,
        ...(backup ? { backup } : { targetTime }),
      }),
    `${view.name} is being restored into ${name}. Follow it on the tab PostgreSQL of ${entityRef}.`,
  );
  return (
    <ConfirmDialog
      title={`Restore ${view.location}/${view.name} to a new database`}
      confirm={`Restore to ${name}`}
      operation={operation}
      disabled={!hasTarget || !name || Boolean(nameProblem()) || !entityIsValid}
      {...rest}
    >
      {window || finished.length ? (
        <RestoreTargetFields
          window={window}
          backups={finished}
          backup={backup}
          moment={moment}
          onBackup={setBackup}
          onMoment={setMoment}
        />
      ) : (
        <Notice
          severity="warning"
          title="Nothing is known that could be restored"
        >
          See Backups for the reason.
        </Notice>
      )}
      <TextField
        id="pgstage-restore-name"
        label="Name"
        value={name}
        onChange={event => setName(event.target.value)}
        error={Boolean(nameProblem())}
        helperText={
          nameProblem() ?? `The new database is made beside ${view.name}`
        }
        inputProps={{ autoComplete: 'off', spellCheck: false }}
        variant="outlined"
        size="small"
        margin="normal"
        fullWidth
      />
      <TextField
        id="pgstage-restore-entity"
        label="Entity"
        value={entityRef}
        onChange={event => setEntityRef(event.target.value)}
        error={entityRef !== '' && !entityIsValid}
        helperText="The new database belongs to it. You must be one of its owners."
        inputProps={{ autoComplete: 'off', spellCheck: false }}
        variant="outlined"
        size="small"
        margin="normal"
        fullWidth
      />
      <ul>
        <li>{view.name} stays as it is, and goes on working.</li>
        <li>
          The new database holds the same data: whoever may log in to it can
          read them. It has a password and backups of its own.
        </li>
        <li>Applications use it only once you point them to it.</li>
      </ul>
    </ConfirmDialog>
  );
};
