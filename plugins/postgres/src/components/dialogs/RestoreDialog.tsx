import { useState } from 'react';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { useOperation } from '../../hooks/useOperation';
import { isEntityRef } from '../../model/entityRef';
import {
  defaultTarget,
  isOffered,
  readTarget,
  withMoments,
} from '../../model/restoreTarget';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { EntityRefInput } from './EntityRefInput';
import { RestoreTargetFields } from './RestoreTargetFields';
import { TextInput } from './TextInput';
import { DatabaseDialogProps } from './types';

const NoTarget = ({ reading }: { reading?: boolean }) =>
  reading ? (
    <Notice severity="info" title="Reading the backups" />
  ) : (
    <Notice severity="warning" title="Nothing is known that could be restored">
      See Backups for the reason.
    </Notice>
  );

/** Restores into a new database; the one that is restored stays as it is. */
export const RestoreDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const { backups, readingBackups } = rest;
  const window = withMoments((backups ?? view.summary).recoveryWindow);
  const finished =
    backups?.backups.filter(({ status }) => status === 'finished') ?? [];
  const restorable = finished.filter(isOffered);
  const best =
    restorable.find(({ restoreObstacle }) => !restoreObstacle) ?? restorable[0];
  const [chosen, setChosen] = useState<string>();
  const backup = chosen ?? (window ? undefined : best?.id);
  const [moment, setMoment] = useState<string>();
  // Chosen once: the window's end moves on while one fills in the rest.
  if (window && moment === undefined) setMoment(defaultTarget(window));
  const [name, setName] = useState(`${view.name}-restored`);
  const [entityRef, setEntityRef] = useState(view.binding?.entityRefs[0] ?? '');
  const rule = useLocationDescription(view).provider?.name;
  const targetTime = window && readTarget(moment ?? '', window);
  const nameProblem = () => {
    if (name === view.name) return 'Another name: this one stays as it is';
    if (
      !rule ||
      (name.length <= rule.maxLength && new RegExp(rule.pattern).test(name))
    )
      return undefined;
    return `The name ${rule.rule}`;
  };
  const hasTarget = backup
    ? restorable.some(({ id }) => id === backup)
    : targetTime !== undefined;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        `The restore of ${view.name} into ${name}`,
        await api.restoreDatabase(view.ref, {
          name,
          entityRef,
          ...(backup ? { backup } : { targetTime }),
        }),
      ),
    `${view.name} is being restored into ${name}. Follow it on the tab PostgreSQL of ${entityRef}.`,
  );
  return (
    <ConfirmDialog
      title={`Restore ${view.location}/${view.name} to a new database`}
      confirm={`Restore to ${name}`}
      operation={operation}
      disabled={
        !hasTarget || !name || Boolean(nameProblem()) || !isEntityRef(entityRef)
      }
      {...rest}
    >
      {window || restorable.length ? (
        <RestoreTargetFields
          window={window}
          backups={finished}
          backup={backup}
          moment={moment ?? ''}
          onBackup={setChosen}
          onMoment={setMoment}
        />
      ) : (
        <NoTarget reading={readingBackups} />
      )}
      <TextInput
        id="restore-name"
        label="Name"
        value={name}
        onChange={setName}
        problem={nameProblem()}
        help={`The new database is made beside ${view.name}`}
      />
      <EntityRefInput
        id="restore-entity"
        label="Entity"
        value={entityRef}
        onChange={setEntityRef}
        help="The new database belongs to it. You must be one of its owners."
      />
      <ul>
        <li>{view.name} stays as it is.</li>
        <li>
          The new database holds the same data: whoever may log in to it can
          read them. It has a password and backups of its own.
        </li>
        <li>Applications use it only once you point them to it.</li>
        {view.operations.restore.reason && (
          <li>{view.operations.restore.reason}</li>
        )}
      </ul>
    </ConfirmDialog>
  );
};
