import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { isKnown, type Snapshot } from '../../model/Snapshot';
import type { RankedAttention } from '../rankedAttention';
import type { Instance, InstanceFacts } from '../Instance';
import {
  atStart,
  MINUTE,
  SECOND,
  sinceOf,
  type EvaluationTime,
} from '../EvaluationTime';
import { podProblem } from '../podProblem';

/** A pod and its database are told by two watches: one may be ahead by so much. */
const SETTLE_MS = 1 * SECOND;
/** A standby that goes away for shorter is being looked after by the operator. */
const STANDBY_LIMIT_MS = MINUTE;
/** What the operator has not repaired after so long, it does not repair by itself. */
const HINT_LIMIT_MS = 5 * MINUTE;

/** What it means for those who use the database. @public */
export interface InstanceMeanings {
  /** That the primary does not work, and that a standby is down. */
  withoutPrimary: Message;
  standbyDownMeaning: Message;
}

/** A primary that nobody explains to be down. @public */
export interface LostPrimary {
  name: string;
  /** Since when, where that is told. */
  since?: string;
  /** What the operator says. */
  said: string;
}

/** A primary that is down. @public */
export function primaryAttention(
  input: EvaluationTime & {
    snapshot: Pick<Snapshot, 'statuses'>;
    facts: InstanceFacts;
  },
  lost: LostPrimary | undefined,
  { withoutPrimary }: Pick<InstanceMeanings, 'withoutPrimary'>,
): RankedAttention[] {
  if (!lost) return [];
  const { facts, snapshot, transitionTimes, now } = input;
  const gone = isKnown(snapshot, 'pods') && !facts.primary?.pod;
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
      what: lostWords(lost.name, gone, facts),
      ...since,
      meaning: withoutPrimary,
      nextStep: late ? lateStep(facts) : message('waitForPrimary'),
      evidence: `The operator says: ${lost.said}`,
    },
  ];
}

function lostWords(
  name: string,
  gone: boolean,
  { ready, wanted }: Pick<InstanceFacts, 'ready' | 'wanted'>,
): Message {
  if (ready > 0 || wanted <= 1)
    return gone
      ? message('primaryHasNoPod', { name })
      : message('primaryNotReady', { name });
  return gone
    ? message('primaryHasNoPodNoneReady', { name, count: wanted })
    : message('primaryNotReadyNorOthers', { name, count: wanted });
}

function lateStep({ wanted }: Pick<InstanceFacts, 'wanted'>): Message {
  return wanted > 1
    ? message('standbyNotPromoted')
    : message('primaryNotRestarted');
}

/** Standbys that are down, and that nobody is at work on. @public */
export function standbyAttention(
  input: EvaluationTime,
  down: Instance[],
  { standbyDownMeaning }: Pick<InstanceMeanings, 'standbyDownMeaning'>,
): RankedAttention[] {
  const { transitionTimes, now } = input;
  return down
    .filter(
      ({ name, pod }) =>
        // Asked first: one that ends again and again is down in between, too.
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
      nextStep: message('checkStandby'),
    }));
}
