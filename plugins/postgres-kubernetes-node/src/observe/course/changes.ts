import { message } from '../../messages';
import { isKnown } from '../../model/Snapshot';
import { unreadySince, type DatabaseMoment } from '../DatabaseMoment';
import { atStart, MINUTE, SECOND } from '../Moment';
import { START_LIMIT_MS, WAIT_LIMIT_MS } from '../OperatorStatus';
import { makes, type ChangingPhase, type WaitingPhase } from '../PhaseMeaning';
import { type Change, overdue } from './Change';
import { changeWords, waitingWords } from './changeWords';
import {
  type Course,
  planned,
  plannedAtLeast,
  type CourseStep,
  UNKNOWN_PLAN,
} from './Course';
import { isFailover } from './failover';
import { downSince, isOutage } from './outage';
import { isRetried } from './retries';
import { NOTICE_LIMIT_MS, unsettled } from './unsettled';

/** How long Kubernetes may take to remove what belongs to a Cluster. */
const REMOVE_LIMIT_MS = 10 * MINUTE;
/** How long the operator takes to begin with what it has to do, usually; of what needs no work it says nothing. */
const BEGIN_LIMIT_MS = 5 * SECOND;

/**
 * What is being done to the database, by its phase and by what differs from
 * the definition, and what is to be remembered of it. What was planned holds
 * until every instance is ready again: "Waiting for the instances" alone tells
 * not after what. `before.course` is what was remembered so far.
 *
 * @public
 */
export function followCourse(before: DatabaseMoment): CourseStep {
  const moment = { ...before, course: noticed(before) };
  const { found, facts, course, operator } = moment;
  const during = (change?: Change, at = moment): CourseStep => ({
    change,
    course: at.course,
  });
  if (found.cluster.deletedAt) return during(goingAway(moment));
  if (facts.hibernated)
    return during(goingToSleep(moment), planned(moment, 'Waking up'));
  if (course.failover) return during(undefined, planned(moment, undefined));
  if (!operator.phase) return unnoticed(planned(moment, 'Creating'));
  switch (operator.meant.family) {
    case 'changing':
      return changing(moment, operator.meant);
    case 'waiting':
      return waiting(moment, operator.meant);
    case 'healthy': {
      const { change, course: settled } = unsettled(moment);
      return {
        change: change ?? justAsked(moment) ?? unmade(moment),
        course: settled,
      };
    }
    case 'attention':
      return isRetried(moment) ? retried(moment) : during();
    default:
      return during();
  }
}

/** What a look tells by itself, whatever is being done. */
function noticed({ operator, course, now }: DatabaseMoment): Course {
  const { generation } = operator;
  const failover = isFailover(operator, course.failover);
  const known = course.definition;
  const definition =
    known?.generation === generation
      ? known
      : { generation, ...(known && { changedAt: now }) };
  return { ...course, failover, definition };
}

/** The operator has begun with what it was asked for. */
function asBegun(moment: DatabaseMoment): DatabaseMoment {
  const { operator, course } = moment;
  return {
    ...moment,
    course: {
      ...course,
      begun: operator.restartAskedAt,
      definition: { generation: course.definition?.generation },
    },
  };
}

function changing(
  before: DatabaseMoment,
  { words, limitMs, keepsPrimary }: ChangingPhase,
): CourseStep {
  const { primary, nextPrimary, movesSince } = before.operator;
  // Further instances come after the first one with other phases.
  const isCreated = before.course.plan === 'Creating' || !primary;
  const moment = planned(asBegun(before), isCreated ? 'Creating' : words);
  const change = {
    reason: changeWords(moment, words),
    planned: true,
    keepsPrimary,
    overdue: overdue(
      moment,
      limitMs,
      nextPrimary !== primary ? movesSince : undefined,
    ),
    ...withoutPod(moment),
  };
  return { change, course: moment.course };
}

function waiting(
  before: DatabaseMoment,
  { limitMs }: WaitingPhase,
): CourseStep {
  // Seen first in the midst: it is not known after what, so it is no alarm yet.
  const moment = before.memory.isFirst
    ? plannedAtLeast(asBegun(before), UNKNOWN_PLAN)
    : asBegun(before);
  const change = {
    reason: waitingWords(moment),
    planned: moment.course.plan !== undefined && !isOutage(moment),
    overdue: overdue(
      moment,
      limitMs,
      atStart(moment, downSince(moment) ?? unreadySince(moment)),
    ),
  };
  return { change, course: moment.course };
}

function goingAway({ found, operator, memory, now }: DatabaseMoment): Change {
  return {
    reason: 'It is being removed',
    planned: true,
    overdue: memory.lasts(
      'removing',
      'on',
      REMOVE_LIMIT_MS,
      now,
      found.cluster.deletedAt,
    ),
    nextStep: message('checkFinalizers', { kind: operator.kind }),
  };
}

function goingToSleep(moment: DatabaseMoment): Change {
  const { facts, operator, memory, now } = moment;
  if (facts.asleep) {
    return {
      reason: 'Hibernated: no instance runs, the data is kept',
      planned: true,
      lasting: true,
      overdue: false,
    };
  }
  const begun = operator.sleep;
  return {
    reason: 'Going to sleep: instances are being stopped',
    planned: true,
    overdue: memory.lasts(
      'sleep',
      `${begun !== undefined} ${facts.ready}`,
      begun ? START_LIMIT_MS : NOTICE_LIMIT_MS,
      now,
      atStart(moment, begun?.since),
    ),
  };
}

/** An instance is to be made, but nothing runs that makes it. */
function withoutPod(moment: DatabaseMoment): Partial<Change> | undefined {
  const { found, facts, operator, memory, now } = moment;
  const kind = makes(operator.meant);
  const made =
    !kind ||
    !isKnown(found, 'pods') ||
    facts.jobs.length > 0 ||
    facts.instances.some(
      ({ pod, ready }) => pod && (!ready || kind === 'first'),
    );
  const known = atStart(moment, unreadySince(moment));
  if (
    made ||
    !memory.lasts('no-pod', `${operator.reason}`, NOTICE_LIMIT_MS, now, known)
  )
    return undefined;
  return {
    overdue: true,
    nextStep: message('checkQuota'),
  };
}

/** The definition was changed, and the operator has not said what that takes. */
function justAsked({
  course,
  memory,
  now,
}: DatabaseMoment): Change | undefined {
  const end = (course.definition?.changedAt?.getTime() ?? 0) + BEGIN_LIMIT_MS;
  if (now.getTime() >= end) return undefined;
  memory.recheck(end);
  return {
    reason: 'Its definition was changed; the operator has not begun yet',
    planned: true,
    keepsPrimary: true,
    excusesNothing: true,
    overdue: false,
  };
}

/** What was asked for and is still to be made in a server that runs. */
function unmade(moment: DatabaseMoment): Change | undefined {
  const { facts, operator, requested, memory, now } = moment;
  const open = requested.filter(
    ({ made, refused }) => made === false && !refused,
  );
  if (!facts.primary?.ready || !open.length) return undefined;
  const byOperator = open.filter(({ id }) => id !== 'init-sql');
  if (!byOperator.length) {
    return {
      reason: 'Running init SQL',
      planned: false,
      excusesNothing: true,
      // Its Job has a deadline.
      overdue: false,
    };
  }
  const words = byOperator.map(({ title }) => title).join('; ');
  return {
    reason: `To be made by the operator: ${words}`,
    planned: false,
    excusesNothing: true,
    overdue: memory.lasts('unmade', words, WAIT_LIMIT_MS, now),
    nextStep: message('checkDeclared', { objects: operator.declaredIn }),
  };
}

function retried(before: DatabaseMoment): CourseStep {
  const { course } = before.operator.primary
    ? before
    : plannedAtLeast(before, 'Creating');
  const change = {
    reason: `${course.plan ?? 'Changing'}: the operator tries again`,
    planned: course.plan !== undefined,
    overdue: false,
  };
  return { change, course };
}

function unnoticed(moment: DatabaseMoment): CourseStep {
  const { awaits, name } = moment.operator;
  const change = {
    reason: 'Accepted; the operator has not begun yet',
    planned: true,
    overdue: overdue(moment, NOTICE_LIMIT_MS, moment.found.cluster.createdAt),
    nextStep:
      awaits &&
      message('thenCheckOperatorRuns', { first: awaits, operator: name }),
  };
  return { change, course: moment.course };
}
