import { type Change, overdue } from './Change';
import { fencedWords, removingWords } from './changeWords';
import type { Moment } from './moment';
import { WAIT_LIMIT_MS } from './phases';
import { growingClaims } from './volumeGrowth';

/** The operator has nothing to do, or has not noticed yet. */
export function unsettled(moment: Moment): Change | undefined {
  const { found, facts, memory, now } = moment;
  const { status } = found.cluster;
  const { instances, wanted, fenced, ready } = facts;
  const change = (
    reason: string,
    keepsPrimary = false,
    known?: string,
  ): Change => {
    memory.plan ??= reason;
    return {
      reason,
      planned: true,
      keepsPrimary,
      overdue: overdue(moment, WAIT_LIMIT_MS, known),
    };
  };
  const { targetPrimary, targetPrimaryTimestamp, currentPrimary } = status;
  if (targetPrimary && targetPrimary !== currentPrimary) {
    return change(
      `Moving the primary to ${targetPrimary}`,
      false,
      targetPrimaryTimestamp,
    );
  }
  if (instances.length > wanted) return change(removingWords(facts), true);
  if (fenced.length) {
    // Until PostgreSQL is back where the fence was lifted.
    memory.plan = 'Lifting the fence';
    return {
      reason: fencedWords(moment),
      planned: true,
      keepsPrimary: true,
      overdue: false,
    };
  }
  if (instances.length < wanted) {
    return change(
      `Adding an instance (${instances.length} of ${wanted} exist)`,
      true,
    );
  }
  const growing = growingClaims(found);
  if (growing && ready === wanted) {
    return {
      reason: `Growing the storage of ${growing}`,
      planned: true,
      overdue: memory.lasts('growing', growing, 2 * WAIT_LIMIT_MS, now),
    };
  }
  if (memory.plan && ready < wanted) {
    return change(`${memory.plan}: ${ready} of ${wanted} instances are ready`);
  }
  if (ready === wanted) memory.plan = undefined;
  return facts.sleepAsked
    ? {
        reason: 'It goes to sleep as soon as it is healthy',
        planned: false,
        overdue: false,
      }
    : undefined;
}
