import { useState } from 'react';
import { formatLocal } from '../../format/time';
import { useOperation } from '../../hooks/useOperation';
import { Choice } from '../Choice/Choice';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { ConfirmNameField } from './ConfirmNameField';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

/** Deletes one backup. */
export const DeleteBackupDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const { backups, readingBackups } = rest;
  const all = backups?.backups ?? [];
  // The oldest first, because it is the first that is no longer needed.
  const deletable = all.filter(backup => backup.deletable).reverse();
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState('');
  const backup = deletable.find(({ id }) => id === chosen) ?? deletable[0];
  const others = all.filter(
    ({ id, status }) => status === 'finished' && id !== backup?.id,
  );
  const fullName = `${view.location}/${view.name}`;
  const operation = useOperation(async api => {
    await api.deleteBackup(view.ref, { backup: backup!.id });
  }, t('lifecycle.deleteBackup.done', { backup: backup?.id ?? '' }));
  return (
    <ConfirmDialog
      title={t('lifecycle.deleteBackup.title', { database: fullName })}
      confirm={t('lifecycle.deleteBackup.confirm')}
      operation={operation}
      danger
      disabled={!backup || typed !== fullName}
      {...rest}
    >
      {backup ? (
        <>
          <Choice
            id="delete-backup"
            label={t('lifecycle.deleteBackup.choice')}
            value={backup.id}
            options={deletable.map(({ id, startedAt, finishedAt }) => ({
              value: id,
              label: t('lifecycle.restore.backup', {
                id,
                time: formatLocal(finishedAt ?? startedAt),
              }),
            }))}
            onChange={setChosen}
          />
          <p>{t('lifecycle.deleteBackup.final')}</p>
          {!others.length && (
            <Notice
              severity="warning"
              title={t('lifecycle.deleteBackup.lastTitle')}
            >
              {t('lifecycle.deleteBackup.last')}
            </Notice>
          )}
          <ConfirmNameField name={fullName} typed={typed} onChange={setTyped} />
        </>
      ) : (
        <Notice
          severity="info"
          title={t(
            readingBackups
              ? 'section.loading.backups'
              : 'lifecycle.deleteBackup.nothing',
          )}
        />
      )}
    </ConfirmDialog>
  );
};
