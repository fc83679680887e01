import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { unreadySince, type EvaluationInput } from '../EvaluationInput';
import { atStart } from '../EvaluationTime';

/** Something that is being done. @public */
export interface Change {
  reason: string;
  /** On purpose, so that instances which are down meanwhile are no alarm. */
  planned: boolean;
  /** The primary goes on meanwhile: one that is down then has another cause. */
  keepsPrimary?: boolean;
  /** It excuses nothing: whatever is wrong besides is told first. */
  excusesNothing?: boolean;
  /** It is reached, and so until somebody changes it. */
  lasting?: boolean;
  /** It takes longer than it should. */
  overdue: boolean;
  /** Overdue only: what to do, where that is known better than by the phase. */
  nextStep?: Message;
}

/** Whether the phase lasts for longer than it should; `known`: since when, where that is told. */
export function overdue(
  input: EvaluationInput,
  limitMs?: number,
  known = atStart(input, unreadySince(input)),
): boolean {
  const { operator, ongoing, transitionTimes, now } = input;
  const { phase = '', reason = '' } = operator;
  return (
    limitMs !== undefined &&
    transitionTimes.lasts(
      'phase',
      `${phase} ${reason} ${ongoing.plan ?? ''}`,
      limitMs,
      now,
      known,
    )
  );
}
