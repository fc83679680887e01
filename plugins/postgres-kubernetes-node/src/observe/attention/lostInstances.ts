import { message } from '../../messages';
import type { RankedAttention } from '../rankedAttention';
import type { Change } from '../changes/Change';
import { fencedNamesOf } from '../changes/progressText';
import { outageSince } from '../changes/outage';
import type { EvaluationInput } from '../EvaluationInput';
import type { Instance } from '../Instance';
import { sinceOf } from '../EvaluationTime';
import {
  primaryAttention,
  standbyAttention,
  type LostPrimary,
} from './instances';
import { standbyDownMeaning, primaryDownMeaning } from './meanings';

/** Returns attention for instances that are down or fenced. */
export function instanceAttention(
  input: EvaluationInput,
  change: Change | undefined,
): RankedAttention[] {
  const meanings = {
    primaryDownMeaning: primaryDownMeaning(input),
    standbyDownMeaning: standbyDownMeaning(input),
  };
  return [
    ...primaryAttention(input, lostPrimary(input, change), meanings),
    ...standbyAttention(input, unattended(input, change), meanings),
    ...fenceAttention(input),
  ];
}

/** Whether the primary is down and no planned change explains it. */
export function primaryIsLost(
  input: EvaluationInput,
  change: Change | undefined,
): boolean {
  const { facts, operator } = input;
  const { primary, hibernated, readinessKnown } = facts;
  if (hibernated || primary?.fenced || !operator.primary || !readinessKnown)
    return false;
  const { phaseMeaning } = operator;
  // The phase reports it already: one row for each problem.
  if (
    input.ongoing.failover ||
    (phaseMeaning.type === 'attention' && !phaseMeaning.runs)
  )
    return false;
  // It is not known to be back, but it did not fail either.
  const down = !primary?.ready && !primary?.starting;
  const failing = Boolean(operator.failsSince);
  return (
    (down || failing) && (!change?.planned || change.keepsPrimary === true)
  );
}

function lostPrimary(
  input: EvaluationInput,
  change: Change | undefined,
): LostPrimary | undefined {
  if (!primaryIsLost(input, change)) return undefined;
  const { primary = '', phase } = input.operator;
  return {
    name: primary,
    since: outageSince(input),
    reportedMessage: `${phase}`,
  };
}

/** Returns standbys that are down while no planned change is in progress. */
export function downStandbys(
  { facts }: EvaluationInput,
  change: Change | undefined,
): Instance[] {
  if (facts.hibernated || !facts.readinessKnown || change?.planned) return [];
  return facts.instances.filter(
    ({ ready, fenced, primary, starting }) =>
      !ready && !fenced && !primary && !starting,
  );
}

/** Returns the standbys that the operator is not waiting for: waiting has its own time limit, and a failover is one row. */
function unattended(
  input: EvaluationInput,
  change: Change | undefined,
): Instance[] {
  const { type } = input.operator.phaseMeaning;
  return type === 'waiting' || input.ongoing.failover
    ? []
    : downStandbys(input, change);
}

function fenceAttention(input: EvaluationInput): RankedAttention[] {
  const { facts } = input;
  if (!facts.fenced.length || facts.hibernated) return [];
  return [
    {
      id: 'fenced',
      impact: 'note',
      severity: 'warning',
      what: message('fenced', { names: fencedNamesOf(input) }),
      ...sinceOf(input, 'fenced', facts.fenced.join()),
      meaning: message('onPurpose', {
        effect: facts.primary?.fenced
          ? primaryDownMeaning(input)
          : standbyDownMeaning(input),
      }),
      nextStep: message('liftFence'),
    },
  ];
}
