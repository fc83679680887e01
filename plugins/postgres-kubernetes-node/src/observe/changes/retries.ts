import { unreadySince, type EvaluationInput } from '../EvaluationInput';
import { atStart } from '../EvaluationTime';

/** Whether the operator has met an error that may pass with its next try. */
export function isRetried(input: EvaluationInput): boolean {
  const { operator, transitionTimes, now } = input;
  const { phase = '', meant } = operator;
  if (meant.type !== 'attention' || meant.graceMs === undefined) return false;
  // Seen first in the midst: the operator may have tried for long.
  const known = atStart(input, unreadySince(input));
  return !transitionTimes.lasts(
    'phase-attention',
    phase,
    meant.graceMs,
    now,
    known,
  );
}
