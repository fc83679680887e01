import type {
  Backups,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
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
  const effect = lastArchivedAt
    ? message('changesNotProtected', { since: lastArchivedAt.toISOString() })
    : message('nothingArchived');
  if (mode === 'off') {
    return withTimes({
      state: 'attention',
      reason: message('archivingOff'),
    });
  }
  if (!configured) {
    return withTimes({
      state: 'attention',
      reason: message('archiveCommandMissing', { effect }),
    });
  }
  if (lastFailedAt && (!lastArchivedAt || lastFailedAt > lastArchivedAt)) {
    return withTimes({
      state: 'attention',
      reason: message('archivingFails', {
        file: String(lastFailedWal),
        effect,
      }),
    });
  }
  if (inRecovery && mode !== 'always') {
    return withTimes({
      state: 'unknown',
      reason: message('standbyDoesNotArchive'),
    });
  }
  return lastArchivedAt
    ? withTimes({
        state: 'working',
        reason: providerMessage('walIsArchived'),
        evidence: instanceEvidence(now),
      })
    : withTimes({ state: 'unknown', reason: effect });
}
