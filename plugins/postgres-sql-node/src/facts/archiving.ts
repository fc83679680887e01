import type {
  Backups,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { answeredAt } from './answeredAt';
import type { ServerFacts } from './serverFacts';

/** Archiving of WAL, as the section `backups` tells it. @public */
export type Archiving = Backups['archiving'];

/**
 * Whether what changes since the last base backup is kept.
 *
 * @public
 */
export function archivingOf({
  archiver,
  inRecovery,
  now,
}: Pick<ServerFacts, 'archiver' | 'inRecovery' | 'now'>): Archiving {
  const { mode, configured, lastArchivedAt, lastFailedAt, lastFailedWal } =
    archiver;
  const times = {
    lastArchivedAt: lastArchivedAt?.toISOString(),
    lastFailedAt: lastFailedAt?.toISOString(),
  };
  const told = (verdict: Verdict): Archiving => ({ ...verdict, ...times });
  const kept = lastArchivedAt
    ? `Changes after ${lastArchivedAt.toISOString()} are not protected`
    : 'Nothing was archived yet';
  if (mode === 'off') {
    return told({
      state: 'attention',
      reason:
        'WAL archiving is off (archive_mode), so only the moment of a base backup can be restored',
    });
  }
  if (!configured) {
    return told({
      state: 'attention',
      reason: `No archive_command is set. ${kept}`,
    });
  }
  if (lastFailedAt && (!lastArchivedAt || lastFailedAt > lastArchivedAt)) {
    return told({
      state: 'attention',
      reason: `Archiving of ${lastFailedWal} fails. ${kept}`,
    });
  }
  if (inRecovery && mode !== 'always') {
    return told({
      state: 'unknown',
      reason: 'The server is a standby now and archives nothing',
    });
  }
  return lastArchivedAt
    ? told({
        state: 'working',
        reason: 'WAL is archived',
        evidence: answeredAt(now),
      })
    : told({ state: 'unknown', reason: 'Nothing was archived yet' });
}
