import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupFact, BackupFacts } from '../backups/BackupFacts';
import { iso } from '../backups/times';
import { isListed } from '../model/Snapshot';
import type { OperatorReport, OperatorSnapshot } from './OperatorReport';
import type { BackupRules } from './OperatorRules';

const majorOf = (version: string | undefined) =>
  version ? majorVersion(version) : undefined;

/** Returns the facts about backups: each contains all that it needs, and WAL is not archived. */
export function backupFactsOf<TSnapshot extends OperatorSnapshot>(
  rules: Pick<BackupRules<TSnapshot>, 'backupOf' | 'versionOf' | 'schedulesOf'>,
  snapshot: TSnapshot,
  { serverVersion }: Pick<OperatorReport, 'serverVersion'>,
): BackupFacts {
  const { cluster, backups, statuses } = snapshot;
  const schedules = rules.schedulesOf?.(snapshot);
  const factOf = (cached: TSnapshot['backups'][number]): BackupFact => {
    const shown = rules.backupOf(cached);
    return {
      shown,
      createdAt: cached.createdAt,
      begunAt: shown.startedAt,
      endedAt: shown.finishedAt ?? shown.startedAt,
      waits: false,
      hasAllWal: true,
      isBase: false,
      isListed: false,
      majorVersion: majorOf(rules.versionOf?.(cached)),
    };
  };
  return {
    createdAt: cluster.createdAt,
    // Backup objects can outlive a database of the same name.
    dataCreatedAt: iso(cluster.createdAt),
    majorVersion: majorOf(serverVersion ?? cluster.record.spec.version),
    backups: backups.filter(({ deletedAt }) => !deletedAt).map(factOf),
    // If the kind is no longer served, its objects are not known.
    unread: isListed(snapshot, 'backups') ? undefined : statuses.backups,
    listedAt: statuses.backups?.observedAt,
    isOn: true,
    schedules: schedules ?? [],
    areSchedulesKnown: schedules !== undefined,
    primary: {},
  };
}
