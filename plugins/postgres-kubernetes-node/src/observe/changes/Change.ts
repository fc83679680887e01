import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { keyOf } from '../../messages/keyOf';
import { unreadySince, type EvaluationInput } from '../EvaluationInput';
import { atStart } from '../EvaluationTime';

/** A change in progress. @public */
export interface Change {
  reason: Message;
  /** Planned: instances that are down during it raise no alarm. */
  planned: boolean;
  /** The primary keeps running: if it is down, that has another reason. */
  keepsPrimary?: boolean;
  /** It explains no other problem: those are reported first. */
  excusesNothing?: boolean;
  /** A final state, until a person changes it. */
  lasting?: boolean;
  /** It takes longer than it should. */
  overdue: boolean;
  /** If overdue: a more specific next step than that of the phase. */
  nextStep?: Message;
}

/** Whether the phase lasts for longer than it should. `known`: since when, if reported. */
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
      `${phase} ${reason} ${ongoing.plan ? keyOf(ongoing.plan) : ''}`,
      limitMs,
      now,
      known,
    )
  );
}
