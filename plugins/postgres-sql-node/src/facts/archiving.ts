import type {
  Backups,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { instanceEvidence } from './instanceEvidence';
import type { ServerFacts } from './serverFacts';

/** WAL archiving in section `backups`. @public */
export type Archiving = Backups['archiving'];

/**
 * Returns whether WAL is archived, so that changes after the last base backup can
 * be restored.
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
  const withTimes = (verdict: Verdict): Archiving => ({ ...verdict, ...times });
  const consequence = lastArchivedAt
    ? `Changes after ${lastArchivedAt.toISOString()} are not protected`
    : 'No WAL has been archived yet';
  if (mode === 'off') {
    return withTimes({
      state: 'attention',
      reason:
        'WAL archiving is off (archive_mode): only the end of a base backup can be restored',
    });
  }
  if (!configured) {
    return withTimes({
      state: 'attention',
      reason: `No archive_command is set. ${consequence}`,
    });
  }
  if (lastFailedAt && (!lastArchivedAt || lastFailedAt > lastArchivedAt)) {
    return withTimes({
      state: 'attention',
      reason: `Archiving of ${lastFailedWal} fails. ${consequence}`,
    });
  }
  if (inRecovery && mode !== 'always') {
    return withTimes({
      state: 'unknown',
      reason: 'The server is a standby and does not archive WAL',
    });
  }
  return lastArchivedAt
    ? withTimes({
        state: 'working',
        reason: 'WAL is archived',
        evidence: instanceEvidence(now),
      })
    : withTimes({ state: 'unknown', reason: consequence });
}
