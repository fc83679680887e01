import { type Change, overdue } from './Change';
import { fencedWords, pluginWords, removingWords } from './changeWords';
import { annotations } from '../model';
import { MINUTE, type Moment } from './moment';
import { WAIT_LIMIT_MS } from './phases';
import { growingClaims } from './volumeGrowth';

/** How long the operator may take to notice what is asked for. */
export const NOTICE_LIMIT_MS = 2 * MINUTE;

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
    // One that was there is no addition.
    return memory.completeFor === wanted
      ? {
          reason: `An instance is missing (${instances.length} of ${wanted} exist); the operator makes another`,
          planned: false,
          overdue: overdue(moment, WAIT_LIMIT_MS),
        }
      : change(
          `Adding an instance (${instances.length} of ${wanted} exist)`,
          true,
        );
  }
  const growing = growingClaims(found);
  const down = instances.filter(instance => !instance.ready);
  if (growing && down.every(({ starting }) => starting)) {
    return {
      reason: `Growing the storage of ${growing}`,
      planned: true,
      overdue: memory.lasts('growing', growing, 2 * WAIT_LIMIT_MS, now),
    };
  }
  const restart = askedRestart(moment);
  if (restart) return change(restart);
  const plugin = pluginWords(found);
  if (plugin) {
    return change(
      `Restarting instances one by one, the operator has not begun yet: ${plugin}`,
    );
  }
  const starting = down.filter(instance => instance.starting);
  if (starting.length) {
    const keepsPrimary = starting.every(({ primary }) => !primary);
    const names = starting.map(({ name }) => name).join(', ');
    memory.plan ??= 'Restarting PostgreSQL';
    return {
      ...change(
        `${memory.plan}: waiting for ${names} to be back`,
        keepsPrimary,
      ),
      excusesNothing: keepsPrimary,
    };
  }
  if (memory.plan && ready < wanted) {
    return change(`${memory.plan}: ${ready} of ${wanted} instances are ready`);
  }
  if (ready === wanted) {
    memory.plan = undefined;
    memory.completeFor = wanted;
  }
  return facts.sleepAsked
    ? {
        reason: 'It goes to sleep as soon as it is healthy',
        planned: false,
        overdue: false,
      }
    : undefined;
}

/** A restart of all instances that was asked for, and that the operator has not begun. */
function askedRestart({ found, memory, now }: Moment): string | undefined {
  const asked = found.cluster.annotations[annotations.restartedAt];
  if (!asked || asked === memory.begun) return undefined;
  const end = Date.parse(asked) + NOTICE_LIMIT_MS;
  if (!(now.getTime() < end)) return undefined;
  memory.recheck(end);
  return 'Restarting instances one by one, as asked; the operator has not begun yet';
}
