import { skipsArchiving, type FoundDatabase } from '../../model';
import { factsOf } from '../facts';
import { conditionOf } from '../moment';
import { failingSince } from './archiving';
import { earliest, iso } from './times';

/**
 * The latest moment that the archive could hold where nobody has told how far
 * it reaches: nothing was archived since that failed or was switched off, or
 * while no primary ran.
 */
export function archivingMayReach(found: FoundDatabase, now: Date): string {
  const { archiver, cluster } = found;
  if (skipsArchiving(cluster)) return archiver?.lastArchivedAt ?? '';
  const told = (type: string, status: string) => {
    const condition = conditionOf(found, type);
    return condition?.status === status
      ? condition.lastTransitionTime
      : undefined;
  };
  const stoppedAt = factsOf(found).primary?.ready
    ? undefined
    : told('cnpg.io/hibernation', 'True') ??
      cluster.status.currentPrimaryFailingSinceTimestamp ??
      told('Ready', 'False');
  return earliest([failingSince(found), iso(stoppedAt), now.toISOString()])!;
}
