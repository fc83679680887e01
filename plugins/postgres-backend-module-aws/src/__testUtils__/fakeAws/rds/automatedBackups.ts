import type { DBInstanceAutomatedBackup } from '@aws-sdk/client-rds';
import type { Call, Handler } from '../Call';
import { notFound } from '../http/AwsError';
import { backupOf } from './deleteInstance';
import { idOf, required } from './find';
import { filtered, page } from './pages';
import { recoveryWindow } from './recoveryWindow';

/** Backups of existing instances (creating, active) and of deleted ones (retained), each with its recovery window. */
function automatedBackups({
  region,
  clock,
}: Call): DBInstanceAutomatedBackup[] {
  const live = [...region.instances.values()]
    .filter(({ db }) => db.BackupRetentionPeriod! > 0)
    .map(record => ({
      ...backupOf(record),
      DBInstanceAutomatedBackupsArn: region.arn(
        'rds',
        `auto-backup:${record.db.DbiResourceId!.toLowerCase()}`,
      ),
      RestoreWindow: recoveryWindow(record, clock.now()),
      Status: record.backedUpSince ? 'active' : 'creating',
    }));
  const retained = [...region.retained.values()].map(({ backup }) => ({
    ...backup,
    TagList: region.tags.get(backup.DBInstanceAutomatedBackupsArn!),
    RestoreWindow: {
      // The window shrinks from its start as the retention passes.
      EarliestTime: new Date(
        Math.max(
          backup.RestoreWindow!.EarliestTime!.getTime(),
          clock.now().getTime() - backup.BackupRetentionPeriod! * 86_400_000,
        ),
      ),
      LatestTime: backup.RestoreWindow!.LatestTime,
    },
  }));
  return [...live, ...retained];
}

export const describeAutomatedBackups: Handler = call => {
  const { params } = call;
  const resource = params.text('DbiResourceId');
  const instance = params.text('DBInstanceIdentifier');
  const arn = params.text('DBInstanceAutomatedBackupsArn');
  const matching = automatedBackups(call).filter(
    backup =>
      (!resource || backup.DbiResourceId === resource) &&
      (!instance || backup.DBInstanceIdentifier === idOf(instance)) &&
      (!arn || backup.DBInstanceAutomatedBackupsArn === arn),
  );
  if ((resource || arn) && matching.length === 0) {
    throw notFound(
      'DBInstanceAutomatedBackupNotFound',
      `No automated backup of ${resource ?? arn}`,
    );
  }
  const { items, Marker } = page(
    params,
    filtered(params, matching, {
      status: backup => backup.Status,
      'db-instance-id': backup => backup.DBInstanceIdentifier,
      'dbi-resource-id': backup => backup.DbiResourceId,
    }),
  );
  return { Marker, DBInstanceAutomatedBackups: items };
};

export const deleteAutomatedBackup: Handler = ({ params, region }) => {
  const resource = required(params, 'DbiResourceId');
  const retained = region.retained.get(resource);
  if (!retained) {
    throw notFound(
      'DBInstanceAutomatedBackupNotFound',
      `No retained backup of ${resource}`,
    );
  }
  region.retained.delete(resource);
  return {
    DBInstanceAutomatedBackup: { ...retained.backup, Status: 'deleting' },
  };
};
