import type { Cause } from '../cause';
import type { Change } from '../Change';
import { fencedWords } from '../changeWords';
import { isKnown, type Instance } from '../facts';
import { isFailover } from '../failover';
import { MINUTE, SECOND, sinceOf, type Moment } from '../moment';
import { phaseOf } from '../phases';
import { podProblem } from '../podProblem';
import { LESS_SAFE, NO_WRITES } from './meanings';

/** A pod and its Cluster are told by two watches: one may be ahead by so much. */
const SETTLE_MS = 1 * SECOND;
/** A standby that goes away for shorter is being looked after by the operator. */
const STANDBY_LIMIT_MS = MINUTE;

/** Instances that are down, or kept down. */
export function instanceCauses(
  moment: Moment,
  change: Change | undefined,
): Cause[] {
  return [
    ...primaryCauses(moment, change),
    ...standbyCauses(moment, change),
    ...fenceCauses(moment),
  ];
}

/** Whether the primary is down and nothing that is done on purpose explains it. */
export function primaryIsLost(
  moment: Moment,
  change: Change | undefined,
): boolean {
  const { facts, found } = moment;
  const { primary, hibernated, told } = facts;
  const { currentPrimary } = found.cluster.status;
  if (hibernated || primary?.fenced || !currentPrimary || !told) return false;
  const { family, runs } = phaseOf(found.cluster.status.phase ?? '');
  // The phase itself says so already: one row a cause.
  if (isFailover(moment) || (family === 'attention' && !runs)) return false;
  const down = !primary?.ready;
  const failing = Boolean(
    found.cluster.status.currentPrimaryFailingSinceTimestamp,
  );
  return (
    (down || failing) && (!change?.planned || change.keepsPrimary === true)
  );
}

function primaryCauses(moment: Moment, change: Change | undefined): Cause[] {
  if (!primaryIsLost(moment, change)) return [];
  const { facts, found, memory, now } = moment;
  const { currentPrimary = '', currentPrimaryFailingSinceTimestamp: failing } =
    found.cluster.status;
  const gone = isKnown(found, 'pods') && !facts.primary?.pod;
  if (!memory.lasts('primary', `lost ${currentPrimary}`, SETTLE_MS, now))
    return [];
  return [
    {
      id: 'primary-down',
      weight: 'failing',
      severity: 'error',
      what: `The primary ${currentPrimary} ${
        gone ? 'has no pod' : 'is not ready'
      }.`,
      since: failing ?? sinceOf(moment, 'primary', `lost ${currentPrimary}`),
      meaning: NO_WRITES,
      nextStep:
        facts.wanted > 1
          ? 'Wait for the operator to promote a standby; if it does not within minutes, ask the platform team.'
          : 'Wait for the operator to start it again; if it does not within minutes, ask the platform team.',
      evidence: `The operator says: ${found.cluster.status.phase}`,
    },
  ];
}

/** Standbys that are down while nothing is being done. */
export function downStandbys(
  { facts }: Moment,
  change: Change | undefined,
): Instance[] {
  if (facts.hibernated || !facts.told || change?.planned) return [];
  return facts.instances.filter(
    ({ ready, fenced, primary }) => !ready && !fenced && !primary,
  );
}

function standbyCauses(moment: Moment, change: Change | undefined): Cause[] {
  const { memory, now } = moment;
  const { family } = phaseOf(moment.found.cluster.status.phase ?? '');
  // The operator is at work on them, with a limit of its own; a failover has one cause.
  if (family === 'waiting' || isFailover(moment)) return [];
  return downStandbys(moment, change)
    .filter(
      ({ name, pod }) =>
        // Asked first: one that ends again and again is down in between, too.
        memory.lasts(`standby:${name}`, 'down', STANDBY_LIMIT_MS, now) &&
        !(pod && podProblem(pod)),
    )
    .map(({ name, pod }) => ({
      id: `standby-down:${name}`,
      weight: 'degraded' as const,
      severity: 'warning' as const,
      what: `Standby ${name} ${pod ? 'is not ready' : 'has no pod'}.`,
      since: sinceOf(moment, `standby:${name}`, 'down'),
      meaning: LESS_SAFE,
      nextStep:
        'Ask the platform team to look at the pod; a standby that cannot recover can be removed, and is made anew.',
    }));
}

function fenceCauses(moment: Moment): Cause[] {
  const { facts } = moment;
  if (!facts.fenced.length || facts.hibernated) return [];
  return [
    {
      id: 'fenced',
      weight: 'note',
      severity: 'warning',
      what: `${fencedWords(moment)}.`,
      since: sinceOf(moment, 'fenced', facts.fenced.join()),
      meaning: facts.primary?.fenced
        ? `${NO_WRITES} It was done on purpose.`
        : `${LESS_SAFE} It was done on purpose.`,
      nextStep: 'Lift the fence when the inspection is over.',
    },
  ];
}
