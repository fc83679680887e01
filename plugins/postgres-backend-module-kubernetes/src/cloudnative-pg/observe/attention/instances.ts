import {
  atStart,
  isKnown,
  MINUTE,
  podProblem,
  SECOND,
  sinceOf,
  type Cause,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Change } from '../Change';
import { fencedWords } from '../changeWords';
import type { Instance } from '../facts';
import type { Moment } from '../moment';
import { outageSince } from '../outage';
import { phaseOf } from '../phases';
import { lessSafe, withoutPrimary } from './meanings';

/** A pod and its Cluster are told by two watches: one may be ahead by so much. */
const SETTLE_MS = 1 * SECOND;
/** A standby that goes away for shorter is being looked after by the operator. */
const STANDBY_LIMIT_MS = MINUTE;
/** What the operator has not repaired after so long, it does not repair by itself. */
const HINT_LIMIT_MS = 5 * MINUTE;

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
  if (moment.course.failover || (family === 'attention' && !runs)) return false;
  // Nothing says that it is back, but it did not fail either.
  const down = !primary?.ready && !primary?.starting;
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
  const { currentPrimary = '', phase } = found.cluster.status;
  const gone = isKnown(found, 'pods') && !facts.primary?.pod;
  const value = `lost ${currentPrimary}`;
  const told = outageSince(moment);
  const known = atStart(moment, told);
  if (!memory.lasts('primary', value, SETTLE_MS, now, known)) return [];
  const since = told ? { since: told } : sinceOf(moment, 'primary', value);
  const late = memory.lasts('primary', value, HINT_LIMIT_MS, now, known);
  const repair = facts.wanted > 1 ? 'promoted a standby' : 'started it again';
  return [
    {
      id: 'primary-down',
      weight: 'failing',
      severity: 'error',
      what: `The primary ${currentPrimary} ${
        gone ? 'has no pod' : 'is not ready'
      }${
        facts.ready === 0 && facts.wanted > 1
          ? `, nor is any other of ${facts.wanted} instances: applications cannot connect`
          : ''
      }.`,
      ...since,
      meaning: withoutPrimary(moment),
      nextStep: late
        ? `Ask the platform team to look at the pods and at the operator: it has not ${repair}.`
        : 'Wait for the operator for some minutes: it starts the primary again or promotes a standby.',
      evidence: `The operator says: ${phase}`,
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
    ({ ready, fenced, primary, starting }) =>
      !ready && !fenced && !primary && !starting,
  );
}

function standbyCauses(moment: Moment, change: Change | undefined): Cause[] {
  const { memory, now } = moment;
  const { family } = phaseOf(moment.found.cluster.status.phase ?? '');
  // The operator is at work on them, with a limit of its own; a failover has one cause.
  if (family === 'waiting' || moment.course.failover) return [];
  return downStandbys(moment, change)
    .filter(
      ({ name, pod }) =>
        // Asked first: one that ends again and again is down in between, too.
        memory.lasts(
          `standby:${name}`,
          'down',
          STANDBY_LIMIT_MS,
          now,
          pod?.readySince,
        ) && !(pod && podProblem(pod)),
    )
    .map(({ name, pod }) => ({
      id: `standby-down:${name}`,
      weight: 'degraded' as const,
      severity: 'warning' as const,
      what: `Standby ${name} ${pod ? 'is not ready' : 'has no pod'}.`,
      ...sinceOf(moment, `standby:${name}`, 'down'),
      meaning: lessSafe(moment),
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
      ...sinceOf(moment, 'fenced', facts.fenced.join()),
      meaning: facts.primary?.fenced
        ? `${withoutPrimary(moment)} It was done on purpose.`
        : `${lessSafe(moment)} It was done on purpose.`,
      nextStep: 'Lift the fence when the inspection is over.',
    },
  ];
}
