import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Timestamp } from '../Timestamp/Timestamp';
import { useTranslate } from '../../translation';

/** Summarizes what is removed with a database, and what is retained. The dialog shows what its provider retains. */
export const RemovalSummary = ({ view }: { view: DatabaseView }) => {
  const t = useTranslate();
  const { database, user, credentials, summary, safe } = view;
  const survivors = view.operations.remove.reason;
  const others = (view.spec.databases ?? []).map(({ name }) => name);
  const roles = [
    ...(user ? [user] : []),
    ...(view.spec.roles ?? []).map(({ name }) => name),
  ];
  const time = summary.lastGoodBackupAt && (
    <Timestamp value={summary.lastGoodBackupAt} />
  );
  const { location } = view;
  return (
    <>
      <p>{t('lifecycle.remove.removes')}</p>
      <ul>
        <li>{t('lifecycle.remove.data', { name: database ?? view.name })}</li>
        {others.length > 0 && (
          <li>
            {t('lifecycle.remove.others', { databases: others.join(', ') })}
          </li>
        )}
        {roles.length > 0 && (
          <li>
            {t('lifecycle.remove.roles', {
              count: roles.length,
              roles: roles.join(', '),
            })}
          </li>
        )}
        {credentials && (
          <li>
            {t('lifecycle.remove.credentials', {
              entry: credentials.secretRef,
              store: credentials.store,
            })}
          </li>
        )}
      </ul>
      {time && (survivors || safe.value === false) && (
        <p>{t('lifecycle.remove.takeBackup', { time })}</p>
      )}
      {safe.value && !survivors && (
        <p>
          {time
            ? t('lifecycle.remove.keptSince', { location, time })
            : t('lifecycle.remove.kept', { location })}{' '}
          {t('lifecycle.remove.entitiesKept')}
        </p>
      )}
      {safe.value === false && !time && (
        <p>
          <strong>{t('lifecycle.remove.noBackup')}</strong>
        </p>
      )}
      {safe.value === null && (
        <p>
          <strong>{t('lifecycle.remove.backupUnknown')}</strong>
        </p>
      )}
    </>
  );
};
