import { message } from '../../messages';
import type { Cause } from '../cause';
import type { Change } from '../course/Change';
import { fencedNamesOf } from '../course/changeWords';
import { outageSince } from '../course/outage';
import type { DatabaseMoment } from '../DatabaseMoment';
import type { Instance } from '../Instance';
import { sinceOf } from '../Moment';
import { primaryCauses, standbyCauses, type LostPrimary } from './instances';
import { lessSafe, withoutPrimary } from './meanings';

/** Instances that are down, or kept down. */
export function instanceCauses(
  moment: DatabaseMoment,
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
  moment: DatabaseMoment,
  change: Change | undefined,
): boolean {
  const { facts, operator } = moment;
  const { primary, hibernated, told } = facts;
  if (hibernated || primary?.fenced || !operator.primary || !told) return false;
  const { meant } = operator;
  // The phase itself says so already: one row a cause.
  if (moment.course.failover || (meant.family === 'attention' && !meant.runs))
    return false;
  // Nothing says that it is back, but it did not fail either.
  const down = !primary?.ready && !primary?.starting;
  const failing = Boolean(operator.failsSince);
  return (
    (down || failing) && (!change?.planned || change.keepsPrimary === true)
  );
}

function lostPrimary(
  moment: DatabaseMoment,
  change: Change | undefined,
): LostPrimary | undefined {
  if (!primaryIsLost(moment, change)) return undefined;
  const { primary = '', phase } = moment.operator;
  return {
    name: primary,
    since: outageSince(moment),
    said: `${phase}`,
  };
}

/** Standbys that are down while nothing is being done. */
export function downStandbys(
  { facts }: DatabaseMoment,
  change: Change | undefined,
): Instance[] {
  if (facts.hibernated || !facts.told || change?.planned) return [];
  return facts.instances.filter(
    ({ ready, fenced, primary, starting }) =>
      !ready && !fenced && !primary && !starting,
  );
}

/** Those that the operator is not at work on, with a limit of its own; a failover has one cause. */
function unattended(
  moment: DatabaseMoment,
  change: Change | undefined,
): Instance[] {
  const { family } = moment.operator.meant;
  return family === 'waiting' || moment.course.failover
    ? []
    : downStandbys(moment, change);
}

function fenceCauses(moment: DatabaseMoment): Cause[] {
  const { facts } = moment;
  if (!facts.fenced.length || facts.hibernated) return [];
  return [
    {
      id: 'fenced',
      weight: 'note',
      severity: 'warning',
      what: message('fenced', { names: fencedNamesOf(moment) }),
      ...sinceOf(moment, 'fenced', facts.fenced.join()),
      meaning: message('onPurpose', {
        effect: facts.primary?.fenced
          ? withoutPrimary(moment)
          : lessSafe(moment),
      }),
      nextStep: message('liftFence'),
    },
  ];
}
