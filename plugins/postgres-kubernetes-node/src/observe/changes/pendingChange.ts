import type { EvaluationInput } from '../EvaluationInput';
import { MINUTE } from '../EvaluationTime';
import { WAIT_LIMIT_MS } from '../OperatorStatus';
import { growingClaims } from '../volumeGrowth';
import { overdue } from './Change';
import { fencedText, removalText } from './progressText';
import { planned, plannedAtLeast, type ChangeResult } from './OngoingChange';

/** How long the operator may take to observe a request. */
export const NOTICE_LIMIT_MS = 2 * MINUTE;

/** Returns the change that the operator has not started yet, or undefined if there is none. */
export function pendingChange(input: EvaluationInput): ChangeResult {
  const { snapshot, facts, operator, ongoing, transitionTimes, now } = input;
  const { instances, desired, fenced, ready } = facts;
  const change = (
    reason: string,
    keepsPrimary = false,
    known?: string,
  ): ChangeResult => {
    const next = plannedAtLeast(input, reason);
    return {
      change: {
        reason,
        planned: true,
        keepsPrimary,
        overdue: overdue(next, WAIT_LIMIT_MS, known),
      },
      ongoing: next.ongoing,
    };
  };
  const { nextPrimary, movesSince, restartFor } = operator;
  if (nextPrimary && nextPrimary !== operator.primary) {
    return change(`Moving the primary to ${nextPrimary}`, false, movesSince);
  }
  if (instances.length > desired) return change(removalText(facts), true);
  if (fenced.length) {
    // Until PostgreSQL is back after the fence was lifted.
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
  if (instances.length < desired) {
    // An instance that existed before is not an addition.
    return ongoing.completeFor === desired
      ? {
          change: {
            reason: `An instance is missing (${instances.length} of ${desired} exist); the operator creates another`,
            planned: false,
            overdue: overdue(input, WAIT_LIMIT_MS),
          },
          ongoing,
        }
      : change(
          `Adding an instance (${instances.length} of ${desired} exist)`,
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
  const restart = requestedRestart(input);
  if (restart) return change(restart);
  if (restartFor) {
    return change(
      `Restarting instances one by one, the operator has not started yet: ${restartFor}`,
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
  if (ongoing.plan && ready < desired) {
    return change(
      `${ongoing.plan}: ${ready} of ${desired} instances are ready`,
    );
  }
  return {
    change: facts.hibernationRequested
      ? {
          reason: 'It is hibernated as soon as it is healthy',
          planned: false,
          overdue: false,
        }
      : undefined,
    ongoing:
      ready === desired
        ? { ...ongoing, plan: undefined, completeFor: desired }
        : ongoing,
  };
}

/** Returns the requested restart of all instances that the operator has not started. */
function requestedRestart({
  operator,
  ongoing,
  transitionTimes,
  now,
}: EvaluationInput): string | undefined {
  const requestedAt = operator.restartRequestedAt;
  if (!requestedAt || requestedAt === ongoing.begun) return undefined;
  const end = Date.parse(requestedAt) + NOTICE_LIMIT_MS;
  if (!(now.getTime() < end)) return undefined;
  transitionTimes.recheck(end);
  return 'Restarting instances one by one, as requested; the operator has not started yet';
}
