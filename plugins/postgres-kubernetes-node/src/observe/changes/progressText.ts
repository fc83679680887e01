import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import { withReason } from '../../messages/withReason';
import type { DatabaseFacts } from '../DatabaseFacts';
import type { EvaluationInput } from '../EvaluationInput';
import { createdInstanceOf } from '../PhaseMeaning';
import { isPlan, UNKNOWN_PLAN } from './OngoingChange';

/** Returns which instances are waited for, and after which change. */
export function waitingText({ facts, ongoing }: EvaluationInput): Message {
  const { instances, desired, ready } = facts;
  if (instances.length > desired) return removalText(facts);
  const plan = isPlan(ongoing.plan, UNKNOWN_PLAN) ? undefined : ongoing.plan;
  const names = instances
    .filter(instance => !instance.ready)
    .map(({ name }) => name)
    .join(', ');
  if (!names)
    return plan
      ? message('planWaitsForOperator', { plan, ready, desired })
      : message('waitingForOperator', { ready, desired });
  return plan
    ? message('planWaitsForInstances', { plan, names, ready, desired })
    : message('waitingForInstances', { names, ready, desired });
}

export function removalText({ instances, desired }: DatabaseFacts): Message {
  const total = instances.length;
  return message('removingInstances', { count: total - desired, total });
}

/** Returns the label of a phase, with facts of this database. */
export function progressText(
  { operator, facts }: EvaluationInput,
  label: Message,
): Message {
  switch (createdInstanceOf(operator.phaseMeaning)) {
    case 'first':
      return operator.isRestored ? message('restoringFirstInstance') : label;
    case 'standby': {
      const { ready, desired } = facts;
      return message('changingWithReady', { change: label, ready, desired });
    }
    default:
      return withReason(label, operator.restartFor ?? operator.reason);
  }
}

/** Returns the names of the fenced instances. */
export function fencedNamesOf({ facts }: EvaluationInput): string {
  const names = facts.instances
    .filter(({ fenced }) => fenced)
    .map(({ name }) => name);
  return names.join(', ') || facts.fenced.join(', ');
}
