import { message } from '../../messages';
import type { RankedAttention } from '../rankedAttention';
import type { Change } from '../changes/Change';
import { downSince } from '../changes/outage';
import type { EvaluationInput } from '../EvaluationInput';
import { atStart, MINUTE, SECOND, sinceOf } from '../EvaluationTime';
import { writesWait } from '../writesWait';

/** Pods and databases come from two watches, of which one can be ahead by this much. */
const SETTLE_MS = SECOND;
/** A planned restart of a standby may leave writes unconfirmed for this long. */
const CHANGE_LIMIT_MS = MINUTE;

/** Returns attention for a primary whose commits wait for missing standbys. */
export function synchronousAttention(
  input: EvaluationInput,
  change: Change | undefined,
): RankedAttention[] {
  const waits = writesWait(input);
  const { transitionTimes, now } = input;
  const known = atStart(input, downSince(input));
  const settleMs = transitionTimes.isFirst ? 0 : SETTLE_MS;
  const limitMs = change?.planned ? CHANGE_LIMIT_MS : settleMs;
  if (
    !waits ||
    !transitionTimes.lasts('synchronous', 'on', limitMs, now, known)
  )
    return [];
  const { required, ready } = waits;
  return [
    {
      id: 'synchronous-standbys',
      impact: 'failing',
      severity: 'error',
      what: message('synchronousStandbysMissing', { count: required, ready }),
      ...sinceOf(input, 'synchronous'),
      meaning: message('writesAreNotConfirmed'),
      nextStep: message('checkStandbys'),
    },
  ];
}
