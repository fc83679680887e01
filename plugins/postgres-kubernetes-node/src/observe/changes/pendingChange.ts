import type { EvaluationInput } from '../EvaluationInput';
import { MINUTE } from '../EvaluationTime';
import { WAIT_LIMIT_MS } from '../OperatorStatus';
import { growingClaims } from '../volumeGrowth';
import { overdue } from './Change';
import { fencedText, removalText } from './progressText';
import { planned, plannedAtLeast, type ChangeResult } from './OngoingChange';

/** How long the operator may take to notice what is asked for. */
export const NOTICE_LIMIT_MS = 2 * MINUTE;

/** The operator has nothing to do, or has not noticed yet. */
export function pendingChange(input: EvaluationInput): ChangeResult {
  const { snapshot, facts, operator, ongoing, transitionTimes, now } = input;
  const { instances, wanted, fenced, ready } = facts;
  const change = (
    reason: string,
    keepsPrimary = false,
    known?: string,
  ): ChangeResult => {
    const then = plannedAtLeast(input, reason);
    return {
      change: {
        reason,
        planned: true,
        keepsPrimary,
        overdue: overdue(then, WAIT_LIMIT_MS, known),
      },
      ongoing: then.ongoing,
    };
  };
  const { nextPrimary, movesSince, restartFor } = operator;
  if (nextPrimary && nextPrimary !== operator.primary) {
    return change(`Moving the primary to ${nextPrimary}`, false, movesSince);
  }
  if (instances.length > wanted) return change(removalText(facts), true);
  if (fenced.length) {
    // Until PostgreSQL is back where the fence was lifted.
    return {
      change: {
        reason: fencedText(input),
        planned: true,
        keepsPrimary: true,
        overdue: false,
      },
      ongoing: { ...ongoing, plan: 'Lifting the fence' },
    };
  }
  if (instances.length < wanted) {
    // One that was there is no addition.
    return ongoing.completeFor === wanted
      ? {
          change: {
            reason: `An instance is missing (${instances.length} of ${wanted} exist); the operator makes another`,
            planned: false,
            overdue: overdue(input, WAIT_LIMIT_MS),
          },
          ongoing,
        }
      : change(
          `Adding an instance (${instances.length} of ${wanted} exist)`,
          true,
        );
  }
  const growing = growingClaims(snapshot);
  const down = instances.filter(instance => !instance.ready);
  if (growing && down.every(({ starting }) => starting)) {
    return {
      change: {
        reason: `Growing the storage of ${growing}`,
        planned: true,
        overdue: transitionTimes.lasts(
          'growing',
          growing,
          2 * WAIT_LIMIT_MS,
          now,
        ),
      },
      ongoing,
    };
  }
  const restart = askedRestart(input);
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
    const plan = ongoing.plan ?? 'Restarting PostgreSQL';
    return {
      change: {
        reason: `${plan}: waiting for ${names} to be back`,
        planned: true,
        keepsPrimary,
        excusesNothing: keepsPrimary,
        overdue: overdue(planned(input, plan), WAIT_LIMIT_MS),
      },
      ongoing: { ...ongoing, plan },
    };
  }
  if (ongoing.plan && ready < wanted) {
    return change(`${ongoing.plan}: ${ready} of ${wanted} instances are ready`);
  }
  return {
    change: facts.hibernationRequested
      ? {
          reason: 'It goes to sleep as soon as it is healthy',
          planned: false,
          overdue: false,
        }
      : undefined,
    ongoing:
      ready === wanted
        ? { ...ongoing, plan: undefined, completeFor: wanted }
        : ongoing,
  };
}

/** A restart of all instances that was asked for, and that the operator has not begun. */
function askedRestart({
  operator,
  ongoing,
  transitionTimes,
  now,
}: EvaluationInput): string | undefined {
  const asked = operator.restartAskedAt;
  if (!asked || asked === ongoing.begun) return undefined;
  const end = Date.parse(asked) + NOTICE_LIMIT_MS;
  if (!(now.getTime() < end)) return undefined;
  transitionTimes.recheck(end);
  return 'Restarting instances one by one, as asked; the operator has not begun yet';
}
