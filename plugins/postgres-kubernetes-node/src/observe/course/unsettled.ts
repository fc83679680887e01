import type { DatabaseMoment } from '../DatabaseMoment';
import { MINUTE } from '../Moment';
import { WAIT_LIMIT_MS } from '../OperatorStatus';
import { growingClaims } from '../volumeGrowth';
import { overdue } from './Change';
import { fencedWords, removingWords } from './changeWords';
import { planned, plannedAtLeast, type CourseStep } from './Course';

/** How long the operator may take to notice what is asked for. */
export const NOTICE_LIMIT_MS = 2 * MINUTE;

/** The operator has nothing to do, or has not noticed yet. */
export function unsettled(moment: DatabaseMoment): CourseStep {
  const { found, facts, operator, course, memory, now } = moment;
  const { instances, wanted, fenced, ready } = facts;
  const change = (
    reason: string,
    keepsPrimary = false,
    known?: string,
  ): CourseStep => {
    const then = plannedAtLeast(moment, reason);
    return {
      change: {
        reason,
        planned: true,
        keepsPrimary,
        overdue: overdue(then, WAIT_LIMIT_MS, known),
      },
      course: then.course,
    };
  };
  const { nextPrimary, movesSince, restartFor } = operator;
  if (nextPrimary && nextPrimary !== operator.primary) {
    return change(`Moving the primary to ${nextPrimary}`, false, movesSince);
  }
  if (instances.length > wanted) return change(removingWords(facts), true);
  if (fenced.length) {
    // Until PostgreSQL is back where the fence was lifted.
    return {
      change: {
        reason: fencedWords(moment),
        planned: true,
        keepsPrimary: true,
        overdue: false,
      },
      course: { ...course, plan: 'Lifting the fence' },
    };
  }
  if (instances.length < wanted) {
    // One that was there is no addition.
    return course.completeFor === wanted
      ? {
          change: {
            reason: `An instance is missing (${instances.length} of ${wanted} exist); the operator makes another`,
            planned: false,
            overdue: overdue(moment, WAIT_LIMIT_MS),
          },
          course,
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
      change: {
        reason: `Growing the storage of ${growing}`,
        planned: true,
        overdue: memory.lasts('growing', growing, 2 * WAIT_LIMIT_MS, now),
      },
      course,
    };
  }
  const restart = askedRestart(moment);
  if (restart) return change(restart);
  if (restartFor) {
    return change(
      `Restarting instances one by one, the operator has not begun yet: ${restartFor}`,
    );
  }
  const starting = down.filter(instance => instance.starting);
  if (starting.length) {
    const keepsPrimary = starting.every(({ primary }) => !primary);
    const names = starting.map(({ name }) => name).join(', ');
    const plan = course.plan ?? 'Restarting PostgreSQL';
    return {
      change: {
        reason: `${plan}: waiting for ${names} to be back`,
        planned: true,
        keepsPrimary,
        excusesNothing: keepsPrimary,
        overdue: overdue(planned(moment, plan), WAIT_LIMIT_MS),
      },
      course: { ...course, plan },
    };
  }
  if (course.plan && ready < wanted) {
    return change(`${course.plan}: ${ready} of ${wanted} instances are ready`);
  }
  return {
    change: facts.sleepAsked
      ? {
          reason: 'It goes to sleep as soon as it is healthy',
          planned: false,
          overdue: false,
        }
      : undefined,
    course:
      ready === wanted
        ? { ...course, plan: undefined, completeFor: wanted }
        : course,
  };
}

/** A restart of all instances that was asked for, and that the operator has not begun. */
function askedRestart({
  operator,
  course,
  memory,
  now,
}: DatabaseMoment): string | undefined {
  const asked = operator.restartAskedAt;
  if (!asked || asked === course.begun) return undefined;
  const end = Date.parse(asked) + NOTICE_LIMIT_MS;
  if (!(now.getTime() < end)) return undefined;
  memory.recheck(end);
  return 'Restarting instances one by one, as asked; the operator has not begun yet';
}
