import type { FoundDatabase } from '../model';
import type { Moment } from './moment';
import { phaseOf } from './phases';

/** The operator's mark for a successor that it has not chosen yet. */
const PENDING = 'pending';

/**
 * Whether the operator is replacing a primary that failed. It calls it a
 * switchover where the successor fails too (replicas.go), so that only what
 * went before tells this from one on purpose.
 */
export function isFailover(
  { cluster }: FoundDatabase,
  wasFailover: boolean,
): boolean {
  const { phase = '', targetPrimary } = cluster.status;
  const { family } = phaseOf(phase);
  if (family === 'attention' || family === 'unknown') return false;
  return (
    family === 'failover' ||
    targetPrimary === PENDING ||
    (wasFailover && phase === 'Switchover in progress')
  );
}

/** Whether the successor of a failed primary takes connections. */
export function isTakenOver({
  found,
  facts,
}: Pick<Moment, 'found' | 'facts'>): boolean {
  const { currentPrimary, targetPrimary } = found.cluster.status;
  return (
    currentPrimary === targetPrimary &&
    Boolean(facts.primary?.ready) &&
    facts.writable !== 0
  );
}
