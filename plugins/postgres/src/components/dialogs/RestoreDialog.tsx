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
import { useTranslate } from '../../translation';

const NoTarget = ({ reading }: { reading?: boolean }) => {
  const t = useTranslate();
  return reading ? (
    <Notice severity="info" title={t('section.loading.backups')} />
  ) : (
    <Notice severity="warning" title={t('lifecycle.restore.nothingTitle')}>
      {t('lifecycle.restore.nothing')}
    </Notice>
  );
};

/** Restores into a new database; the original one is not changed. */
export const RestoreDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const { backups, readingBackups } = rest;
  const { recoveryWindow } = backups ?? view.summary;
  const window = recoveryWindow?.manual
    ? undefined
    : withMoments(recoveryWindow);
  const finished =
    backups?.backups.filter(
      ({ status, method }) =>
        status === 'finished' &&
        (backups.restoreMethods?.includes(method) ?? true),
    ) ?? [];
  const restorable = finished.filter(isOffered);
  const best =
    restorable.find(({ restoreObstacle }) => !restoreObstacle) ?? restorable[0];
  const [chosen, setChosen] = useState<string>();
  const backup = chosen ?? (window ? undefined : best?.id);
  const [moment, setMoment] = useState<string>();
  // Set once, because the end of the window moves while the user fills in the form.
  if (window && moment === undefined) setMoment(defaultTarget(window));
  const [name, setName] = useState(`${view.name}-restored`);
  const [entityRef, setEntityRef] = useState(view.binding?.entityRefs[0] ?? '');
  const rule = useLocationDescription(view).provider?.name;
  const targetTime = window && readTarget(moment ?? '', window);
  const nameProblem = () => {
    if (name === view.name) return t('lifecycle.restore.sameName');
    if (
      !rule ||
      (name.length <= rule.maxLength && new RegExp(rule.pattern).test(name))
    )
      return undefined;
    return t('lifecycle.restore.nameRule', { rule: rule.rule });
  };
  const hasTarget = backup
    ? restorable.some(({ id }) => id === backup)
    : targetTime !== undefined;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.restore', { database: view.name, target: name }),
        await api.restoreDatabase(view.ref, {
          name,
          entityRef,
          ...(backup ? { backup } : { targetTime }),
        }),
      ),
    t('lifecycle.restore.done', {
      database: view.name,
      name,
      entity: entityRef,
    }),
  );
  return (
    <ConfirmDialog
      title={t('lifecycle.restore.title', {
        database: `${view.location}/${view.name}`,
      })}
      confirm={t('lifecycle.restore.confirm', { name })}
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
        label={t('name')}
        value={name}
        onChange={setName}
        problem={nameProblem()}
        help={t('lifecycle.restore.nameHelp', { database: view.name })}
      />
      <EntityRefInput
        id="restore-entity"
        label={t('lifecycle.restore.entity')}
        value={entityRef}
        onChange={setEntityRef}
        help={t('lifecycle.restore.entityHelp')}
      />
      <ul>
        <li>{t('lifecycle.restore.unchanged', { database: view.name })}</li>
        <li>{t('lifecycle.restore.data')}</li>
        <li>{t('lifecycle.restore.applications')}</li>
      </ul>
    </ConfirmDialog>
  );
};
