import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import { items } from '../../messages/lists';
import { keyOf } from '../../messages/keyOf';
import { isKnown } from '../../model/Snapshot';
import { unreadySince, type EvaluationInput } from '../EvaluationInput';
import { atStart, MINUTE, SECOND } from '../EvaluationTime';
import { START_LIMIT_MS, WAIT_LIMIT_MS } from '../OperatorStatus';
import {
  createdInstanceOf,
  type ChangingPhase,
  type WaitingPhase,
} from '../PhaseMeaning';
import { type Change, overdue } from './Change';
import { progressText, waitingText } from './progressText';
import {
  CREATION,
  isPlan,
  type OngoingChange,
  planned,
  plannedAtLeast,
  type ChangeResult,
  UNKNOWN_PLAN,
} from './OngoingChange';
import { isFailover } from './failover';
import { downSince, isOutage } from './outage';
import { isRetried } from './retries';
import { NOTICE_LIMIT_MS, pendingChange } from './pendingChange';

/** How long Kubernetes may take to delete the dependents of a database. */
const REMOVE_LIMIT_MS = 10 * MINUTE;
/** How long the operator usually takes to start; it does not report changes that need no work. */
const BEGIN_LIMIT_MS = 5 * SECOND;

/**
 * Derives the change in progress from the phase and from differences to the
 * spec, and the state for the next evaluation. A plan applies until every
 * instance is ready again: the phase "Waiting for the instances" does not show
 * which change it follows. `input.ongoing` is the state of the previous
 * evaluation.
 *
 * @public
 */
export function trackChange(before: EvaluationInput): ChangeResult {
  const input = { ...before, ongoing: withObserved(before) };
  const { snapshot, facts, ongoing, operator } = input;
  const during = (change?: Change, at = input): ChangeResult => ({
    change,
    ongoing: at.ongoing,
  });
  if (snapshot.cluster.deletedAt) return during(removal(input));
  if (facts.hibernated)
    return during(hibernation(input), planned(input, message('waking')));
  if (ongoing.failover) return during(undefined, planned(input, undefined));
  if (!operator.phase) return notStarted(planned(input, CREATION));
  switch (operator.phaseMeaning.type) {
    case 'changing':
      return changing(input, operator.phaseMeaning);
    case 'waiting':
      return waiting(input, operator.phaseMeaning);
    case 'healthy': {
      const { change, ongoing: settled } = pendingChange(input);
      return {
        change: change ?? requestedChange(input) ?? missingObjects(input),
        ongoing: settled,
      };
    }
    case 'attention':
      return isRetried(input) ? retried(input) : during();
    default:
      return during();
  }
}

/** Updates what follows only from the snapshot, whatever the change. */
function withObserved({
  operator,
  ongoing,
  now,
}: EvaluationInput): OngoingChange {
  const { generation } = operator;
  const failover = isFailover(operator, ongoing.failover);
  const known = ongoing.definition;
  const definition =
    known?.generation === generation
      ? known
      : { generation, ...(known && { changedAt: now }) };
  return { ...ongoing, failover, definition };
}

/** Returns the input after the operator has started to process the request. */
function withStart(input: EvaluationInput): EvaluationInput {
  const { operator, ongoing } = input;
  return {
    ...input,
    ongoing: {
      ...ongoing,
      begun: operator.restartRequestedAt,
      definition: { generation: ongoing.definition?.generation },
    },
  };
}

function changing(
  before: EvaluationInput,
  { label, limitMs, keepsPrimary }: ChangingPhase,
): ChangeResult {
  const { primary, nextPrimary, movesSince } = before.operator;
  // Further instances have phases of their own.
  const isCreated = isPlan(before.ongoing.plan, CREATION) || !primary;
  const input = planned(withStart(before), isCreated ? CREATION : label);
  const change = {
    reason: progressText(input, label),
    planned: true,
    keepsPrimary,
    overdue: overdue(
      input,
      limitMs,
      nextPrimary !== primary ? movesSince : undefined,
    ),
    ...withoutPod(input),
  };
  return { change, ongoing: input.ongoing };
}

function waiting(
  before: EvaluationInput,
  { limitMs }: WaitingPhase,
): ChangeResult {
  // First observed in progress: the change before is not known, so it is not
  // overdue yet.
  const input = before.transitionTimes.isFirst
    ? plannedAtLeast(withStart(before), UNKNOWN_PLAN)
    : withStart(before);
  const change = {
    reason: waitingText(input),
    planned: input.ongoing.plan !== undefined && !isOutage(input),
    overdue: overdue(
      input,
      limitMs,
      atStart(input, downSince(input) ?? unreadySince(input)),
    ),
  };
  return { change, ongoing: input.ongoing };
}

function removal({
  snapshot,
  operator,
  transitionTimes,
  now,
}: EvaluationInput): Change {
  return {
    reason: providerMessage('beingRemoved'),
    planned: true,
    overdue: transitionTimes.lasts(
      'removing',
      'on',
      REMOVE_LIMIT_MS,
      now,
      snapshot.cluster.deletedAt,
    ),
    nextStep: message('checkFinalizers', { kind: operator.kind }),
  };
}

function hibernation(input: EvaluationInput): Change {
  const { facts, operator, transitionTimes, now } = input;
  if (facts.hibernationComplete) {
    return {
      reason: message('hibernated'),
      planned: true,
      lasting: true,
      overdue: false,
    };
  }
  const begun = operator.hibernation;
  return {
    reason: message('hibernating'),
    planned: true,
    overdue: transitionTimes.lasts(
      'sleep',
      `${begun !== undefined} ${facts.ready}`,
      begun ? START_LIMIT_MS : NOTICE_LIMIT_MS,
      now,
      atStart(input, begun?.since),
    ),
  };
}

/** Whether an instance is to be created, but nothing runs that creates it. */
function withoutPod(input: EvaluationInput): Partial<Change> | undefined {
  const { snapshot, facts, operator, transitionTimes, now } = input;
  const kind = createdInstanceOf(operator.phaseMeaning);
  const isInProgress =
    !kind ||
    !isKnown(snapshot, 'pods') ||
    facts.jobs.length > 0 ||
    facts.instances.some(
      ({ pod, ready }) => pod && (!ready || kind === 'first'),
    );
  const known = atStart(input, unreadySince(input));
  if (
    isInProgress ||
    !transitionTimes.lasts(
      'no-pod',
      `${operator.reason}`,
      NOTICE_LIMIT_MS,
      now,
      known,
    )
  )
    return undefined;
  return {
    overdue: true,
    nextStep: message('checkQuota'),
  };
}

/** Returns the change if the spec was changed just now, and the operator has not reported what that requires. */
function requestedChange({
  ongoing,
  transitionTimes,
  now,
}: EvaluationInput): Change | undefined {
  const end = (ongoing.definition?.changedAt?.getTime() ?? 0) + BEGIN_LIMIT_MS;
  if (now.getTime() >= end) return undefined;
  transitionTimes.recheck(end);
  return {
    reason: message('definitionChanged'),
    planned: true,
    keepsPrimary: true,
    excusesNothing: true,
    overdue: false,
  };
}

/** Returns the change if requested objects are not created yet in a running server. */
function missingObjects(input: EvaluationInput): Change | undefined {
  const { facts, operator, requested, transitionTimes, now } = input;
  const open = requested.filter(
    ({ created, refused }) => created === false && !refused,
  );
  if (!facts.primary?.ready || !open.length) return undefined;
  const byOperator = open.filter(({ id }) => id !== 'init-sql');
  if (!byOperator.length) {
    return {
      reason: message('runningInitSql'),
      planned: false,
      excusesNothing: true,
      // Its Job has a deadline.
      overdue: false,
    };
  }
  const objects = items(...byOperator.map(({ title }) => title))!;
  return {
    reason: message('waitingForObjects', { objects }),
    planned: false,
    excusesNothing: true,
    overdue: transitionTimes.lasts(
      'missing-objects',
      keyOf(objects),
      WAIT_LIMIT_MS,
      now,
    ),
    nextStep: operator.checkDeclared,
  };
}

function retried(before: EvaluationInput): ChangeResult {
  const { ongoing } = before.operator.primary
    ? before
    : plannedAtLeast(before, CREATION);
  const change = {
    reason: message('retrying', { plan: ongoing.plan ?? UNKNOWN_PLAN }),
    planned: ongoing.plan !== undefined,
    overdue: false,
  };
  return { change, ongoing };
}

function notStarted(input: EvaluationInput): ChangeResult {
  const { awaits, name } = input.operator;
  const change = {
    reason: message('accepted'),
    planned: true,
    overdue: overdue(input, NOTICE_LIMIT_MS, input.snapshot.cluster.createdAt),
    nextStep:
      awaits &&
      message('thenCheckOperatorRuns', { first: awaits, operator: name }),
  };
  return { change, ongoing: input.ongoing };
}
