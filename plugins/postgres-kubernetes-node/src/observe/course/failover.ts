import type { DatabaseMoment } from '../DatabaseMoment';
import type { OperatorStatus } from '../OperatorStatus';

/**
 * Whether the operator is replacing a primary that failed. It may call it a
 * move of the primary where the successor fails too, so that only what went
 * before tells this from one on purpose.
 */
export function isFailover(
  { meant, isChoosing }: OperatorStatus,
  wasFailover: boolean,
): boolean {
  if (meant.family === 'attention' || meant.family === 'unknown') return false;
  const moves = meant.family === 'changing' && meant.moves === true;
  return meant.family === 'failover' || isChoosing || (wasFailover && moves);
}

/** Whether the successor of a failed primary takes connections. */
export function isTakenOver({
  operator,
  facts,
}: Pick<DatabaseMoment, 'operator' | 'facts'>): boolean {
  return (
    operator.primary === operator.nextPrimary &&
    Boolean(facts.primary?.ready) &&
    facts.writable !== 0
  );
}
