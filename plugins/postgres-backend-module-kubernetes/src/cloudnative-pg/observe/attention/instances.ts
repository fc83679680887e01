import {
  primaryCauses,
  sinceOf,
  standbyCauses,
  type Cause,
  type LostPrimary,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Change } from '../Change';
import { fencedWords } from '../changeWords';
import type { Instance } from '../facts';
import type { Moment } from '../moment';
import { outageSince } from '../outage';
import { phaseOf } from '../phases';
import { lessSafe, withoutPrimary } from './meanings';

/** Instances that are down, or kept down. */
export function instanceCauses(
  moment: Moment,
  change: Change | undefined,
): Cause[] {
  const meanings = {
    withoutPrimary: withoutPrimary(moment),
    lessSafe: lessSafe(moment),
  };
  return [
    ...primaryCauses(moment, lostPrimary(moment, change), meanings),
    ...standbyCauses(moment, unattended(moment, change), meanings),
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

function lostPrimary(
  moment: Moment,
  change: Change | undefined,
): LostPrimary | undefined {
  if (!primaryIsLost(moment, change)) return undefined;
  const { currentPrimary = '', phase } = moment.found.cluster.status;
  return {
    name: currentPrimary,
    since: outageSince(moment),
    said: `${phase}`,
  };
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

/** Those that the operator is not at work on, with a limit of its own; a failover has one cause. */
function unattended(moment: Moment, change: Change | undefined): Instance[] {
  const { family } = phaseOf(moment.found.cluster.status.phase ?? '');
  return family === 'waiting' || moment.course.failover
    ? []
    : downStandbys(moment, change);
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
