import { unreadySince, type EvaluationInput } from '../EvaluationInput';
import { atStart } from '../EvaluationTime';

/** Whether the operator reports an error that its next retry may resolve. */
export function isRetried(input: EvaluationInput): boolean {
  const { operator, transitionTimes, now } = input;
  const { phase = '', phaseMeaning } = operator;
  if (phaseMeaning.type !== 'attention' || phaseMeaning.graceMs === undefined)
    return false;
  // First observed in progress: the operator may have been retrying for long.
  const known = atStart(input, unreadySince(input));
  return !transitionTimes.lasts(
    'phase-attention',
    phase,
    phaseMeaning.graceMs,
    now,
    known,
  );
}
