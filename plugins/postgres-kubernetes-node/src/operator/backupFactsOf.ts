import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupFact, BackupFacts } from '../backups/BackupFacts';
import { iso } from '../backups/times';
import { isKnown } from '../model/Snapshot';
import type { OperatorReport, OperatorSnapshot } from './OperatorReport';
import type { BackupRules } from './OperatorRules';

/** What is told of backups: each holds all that it needs, and WAL is not archived. */
export function backupFactsOf<Found extends OperatorSnapshot>(
  { backupOf }: Pick<BackupRules<Found>, 'backupOf'>,
  { cluster, backups, statuses }: Found,
  { serverVersion }: Pick<OperatorReport, 'serverVersion'>,
): BackupFacts {
  const version = serverVersion ?? cluster.record.spec.version;
  const factOf = (kept: Found['backups'][number]): BackupFact => {
    const shown = backupOf(kept);
    return {
      shown,
      createdAt: kept.createdAt,
      begunAt: shown.startedAt,
      endedAt: shown.finishedAt ?? shown.startedAt,
      waits: false,
      isWhole: true,
      isBase: false,
      isListed: false,
    };
  };
  return {
    createdAt: cluster.createdAt,
    // The objects of backups may outlive a database of the same name.
    bornAt: iso(cluster.createdAt),
    majorVersion: version ? majorVersion(version) : undefined,
    backups: backups.filter(({ deletedAt }) => !deletedAt).map(factOf),
    unread: isKnown({ statuses }, 'backups') ? undefined : statuses.backups,
    isOn: true,
    schedules: [],
    areSchedulesKnown: true,
    primary: {},
  };
}
