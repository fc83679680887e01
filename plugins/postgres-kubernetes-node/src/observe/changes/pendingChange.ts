import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { EvaluationInput } from '../EvaluationInput';
import { MINUTE } from '../EvaluationTime';
import { WAIT_LIMIT_MS } from '../OperatorStatus';
import { growingClaims } from '../volumeGrowth';
import { overdue } from './Change';
import { fencedNamesOf, removalText } from './progressText';
import { planned, plannedAtLeast, type ChangeResult } from './OngoingChange';

/** How long the operator may take to observe a request. */
export const NOTICE_LIMIT_MS = 2 * MINUTE;

/** Returns the change that the operator has not started yet, or undefined if there is none. */
export function pendingChange(input: EvaluationInput): ChangeResult {
  const { snapshot, facts, operator, ongoing, transitionTimes, now } = input;
  const { instances, desired, fenced, ready } = facts;
  const change = (
    reason: Message,
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
    return change(
      message('movingPrimary', { name: nextPrimary }),
      false,
      movesSince,
    );
  }
  if (instances.length > desired) return change(removalText(facts), true);
  if (fenced.length) {
    // Until PostgreSQL is back after the fence was lifted.
    return {
      change: {
        reason: message('instancesFenced', { names: fencedNamesOf(input) }),
        planned: true,
        keepsPrimary: true,
        overdue: false,
      },
      ongoing: { ...ongoing, plan: message('liftingFence') },
    };
  }
  if (instances.length < desired) {
    const existing = { exist: instances.length, desired };
    // An instance that existed before is not an addition.
    return ongoing.completeFor === desired
      ? {
          change: {
            reason: message('instanceMissing', existing),
            planned: false,
            overdue: overdue(input, WAIT_LIMIT_MS),
          },
          ongoing,
        }
      : change(message('addingInstance', existing), true);
  }
  const growing = growingClaims(snapshot);
  const down = instances.filter(instance => !instance.ready);
  if (growing && down.every(({ starting }) => starting)) {
    return {
      change: {
        reason: message('growingStorage', { claims: growing }),
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
    return change(message('restartPending', { reason: restartFor }));
  }
  const starting = down.filter(instance => instance.starting);
  if (starting.length) {
    const keepsPrimary = starting.every(({ primary }) => !primary);
    const names = starting.map(({ name }) => name).join(', ');
    const plan = ongoing.plan ?? message('restartingPostgres');
    return {
      change: {
        reason: message('planWaitsForRestarted', { plan, names }),
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
      message('planWithReady', { plan: ongoing.plan, ready, desired }),
    );
  }
  return {
    change: facts.hibernationRequested
      ? {
          reason: message('hibernatesOnceHealthy'),
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
}: EvaluationInput): Message | undefined {
  const requestedAt = operator.restartRequestedAt;
  if (!requestedAt || requestedAt === ongoing.begun) return undefined;
  const end = Date.parse(requestedAt) + NOTICE_LIMIT_MS;
  if (!(now.getTime() < end)) return undefined;
  transitionTimes.recheck(end);
  return message('restartRequested');
}
