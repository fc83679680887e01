import type { EvaluationInput } from '../EvaluationInput';
import type { OperatorStatus } from '../OperatorStatus';

/**
 * Whether the operator is replacing a failed primary. If the successor fails
 * too, the operator may report a switchover: only the previous state
 * distinguishes it from a planned one.
 */
export function isFailover(
  { phaseMeaning, isChoosing }: OperatorStatus,
  wasFailover: boolean,
): boolean {
  if (phaseMeaning.type === 'attention' || phaseMeaning.type === 'unknown')
    return false;
  const moves = phaseMeaning.type === 'changing' && phaseMeaning.moves === true;
  return (
    phaseMeaning.type === 'failover' || isChoosing || (wasFailover && moves)
  );
}

/** Whether the successor of a failed primary accepts connections. */
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
