import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { isKnown, type Snapshot } from '../../model/Snapshot';
import type { RankedAttention } from '../rankedAttention';
import type { Instance, InstanceFacts } from '../Instance';
import type { OperatorStatus } from '../OperatorStatus';
import {
  atStart,
  MINUTE,
  SECOND,
  sinceOf,
  type EvaluationTime,
} from '../EvaluationTime';
import { podProblem } from '../podProblem';

/** Pods and databases come from two watches, of which one can be ahead by this much. */
const SETTLE_MS = 1 * SECOND;
/** The operator handles a standby that is down for less. */
const STANDBY_LIMIT_MS = MINUTE;
/** What the operator has not repaired by then needs a person. */
const HINT_LIMIT_MS = 5 * MINUTE;

/** Effects on the users of the database. @public */
export interface InstanceMeanings {
  /** Of a primary that does not work, and of a standby that is down. */
  primaryDownMeaning: Message;
  standbyDownMeaning: Message;
}

interface StepsInput {
  operator: Pick<OperatorStatus, 'manualSteps'>;
}

/** A primary that is down without a known reason. @public */
export interface LostPrimary {
  name: string;
  /** Since when, if reported. */
  since?: string;
  /** The operator's phase. */
  reportedMessage: string;
}

const firstStep = ({ operator }: StepsInput): Message =>
  operator.manualSteps?.primaryDown ?? message('waitForPrimary');

function lateStep({
  operator: { manualSteps },
  facts,
}: StepsInput & { facts: InstanceFacts }): Message {
  const byOperator =
    facts.desired > 1
      ? message('standbyNotPromoted')
      : message('primaryNotRestarted');
  return manualSteps?.primaryStaysDown ?? byOperator;
}

/** Returns attention for a primary that is down. @public */
export function primaryAttention(
  input: EvaluationTime &
    StepsInput & {
      snapshot: Pick<Snapshot, 'statuses'>;
      facts: InstanceFacts;
    },
  lost: LostPrimary | undefined,
  { primaryDownMeaning }: Pick<InstanceMeanings, 'primaryDownMeaning'>,
): RankedAttention[] {
  if (!lost) return [];
  const { facts, snapshot, transitionTimes, now } = input;
  const hasNoPod = isKnown(snapshot, 'pods') && !facts.primary?.pod;
  const value = `lost ${lost.name}`;
  const known = atStart(input, lost.since);
  if (!transitionTimes.lasts('primary', value, SETTLE_MS, now, known))
    return [];
  const since = lost.since
    ? { since: lost.since }
    : sinceOf(input, 'primary', value);
  const late = transitionTimes.lasts(
    'primary',
    value,
    HINT_LIMIT_MS,
    now,
    known,
  );
  return [
    {
      id: 'primary-down',
      impact: 'failing',
      severity: 'error',
      what: lostText(lost.name, hasNoPod, facts),
      ...since,
      meaning: primaryDownMeaning,
      nextStep: late ? lateStep(input) : firstStep(input),
      evidence: message('operatorReports', {
        report: `${lost.reportedMessage}`,
      }),
    },
  ];
}

function lostText(
  name: string,
  hasNoPod: boolean,
  { ready, desired }: Pick<InstanceFacts, 'ready' | 'desired'>,
): Message {
  if (ready > 0 || desired <= 1)
    return hasNoPod
      ? message('primaryHasNoPod', { name })
      : message('primaryNotReady', { name });
  return hasNoPod
    ? message('primaryHasNoPodNoneReady', { name, count: desired })
    : message('primaryNotReadyNorOthers', { name, count: desired });
}

/** Returns attention for standbys that are down for longer than the operator usually needs. @public */
export function standbyAttention(
  input: EvaluationTime & StepsInput,
  down: Instance[],
  { standbyDownMeaning }: Pick<InstanceMeanings, 'standbyDownMeaning'>,
): RankedAttention[] {
  const { transitionTimes, now, operator } = input;
  return down
    .filter(
      ({ name, pod }) =>
        // Evaluated first: a pod in a crash loop is also down between its restarts.
        transitionTimes.lasts(
          `standby:${name}`,
          'down',
          STANDBY_LIMIT_MS,
          now,
          pod?.readySince,
        ) && !(pod && podProblem(pod)),
    )
    .map(({ name, pod }) => ({
      id: `standby-down:${name}`,
      impact: 'degraded' as const,
      severity: 'warning' as const,
      what: pod
        ? message('standbyNotReady', { name })
        : message('standbyHasNoPod', { name }),
      ...sinceOf(input, `standby:${name}`, 'down'),
      meaning: standbyDownMeaning,
      nextStep: operator.manualSteps?.standbyDown ?? message('checkStandby'),
    }));
}
