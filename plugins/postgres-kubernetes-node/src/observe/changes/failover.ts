import type { EvaluationInput } from '../EvaluationInput';
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
  if (meant.type === 'attention' || meant.type === 'unknown') return false;
  const moves = meant.type === 'changing' && meant.moves === true;
  return meant.type === 'failover' || isChoosing || (wasFailover && moves);
}

/** Whether the successor of a failed primary takes connections. */
export function isTakenOver({
  operator,
  facts,
}: Pick<EvaluationInput, 'operator' | 'facts'>): boolean {
  return (
    operator.primary === operator.nextPrimary &&
    Boolean(facts.primary?.ready) &&
    facts.writable !== 0
  );
}
