import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { Cause } from '../cause';
import type { Change } from '../course/Change';
import { isTakenOver } from '../course/failover';
import { isPrimaryFull } from '../course/outage';
import { isRetried } from '../course/retries';
import { unreadySince, type DatabaseMoment } from '../DatabaseMoment';
import { isFinal } from '../final';
import { atStart, MINUTE, sinceOf, toldTime } from '../Moment';
import { makes } from '../PhaseMeaning';
import { diskFullStep } from './diskFull';
import { withoutPrimary } from './meanings';

/** Copies and restores of large databases may take longer: worth a note, no alarm. */
const COPY_NOTE_MS = 10 * MINUTE;
/** A failover that takes longer does not end by itself. */
const HINT_LIMIT_MS = 5 * MINUTE;

/**
 * What the operator itself says by its phase, and what it does not end.
 *
 * @param sizes - that the database asks for, by role of the volume
 */
export function operatorCauses(
  moment: DatabaseMoment,
  change: Change | undefined,
  sizes: Record<string, string | undefined>,
): Cause[] {
  return [
    ...phaseCauses(moment, sizes),
    ...overdueCauses(moment, change),
    ...slowCopies(moment),
  ];
}

function phaseCauses(
  moment: DatabaseMoment,
  sizes: Record<string, string | undefined>,
): Cause[] {
  const {
    phase = '',
    reason,
    meant,
    primary,
    movesSince,
    failsSince,
  } = moment.operator;
  const evidence = [phase, reason].filter(Boolean).join(': ');
  if (moment.course.failover) {
    const { memory, now } = moment;
    const since = sinceOf(
      moment,
      'failover',
      'on',
      toldTime(
        moment,
        failsSince,
        atStart(moment, movesSince),
        atStart(moment, unreadySince(moment)),
      ),
    );
    return [
      {
        id: 'failover',
        weight: 'failing',
        severity: 'error',
        what: failoverWords(moment),
        ...since,
        meaning: isTakenOver(moment)
          ? message('applicationsCanConnectAgain')
          : withoutPrimary(moment),
        nextStep: memory.lasts('failover', 'on', HINT_LIMIT_MS, now)
          ? message('failoverTakesLong')
          : message('waitForFailover'),
        evidence,
      },
    ];
  }
  if (meant.family !== 'attention' || isRetried(moment)) return [];
  const up = Boolean(moment.facts.primary?.ready) && !isPrimaryFull(moment);
  const { what, nextStep } =
    (up ? meant.whileUp : !primary && meant.beforeUp) || meant;
  return [
    {
      id: 'phase',
      weight: 'failing',
      severity: up || meant.runs ? 'warning' : 'error',
      what,
      ...sinceOf(
        moment,
        'phase-attention',
        phase,
        atStart(moment, unreadySince(moment)),
      ),
      meaning: up || meant.runs ? meant.meaning : withoutPrimary(moment),
      nextStep: diskFullStep(moment, sizes) ?? nextStep,
      evidence,
      final: isFinal(moment),
    },
  ];
}

function failoverWords(moment: DatabaseMoment): Message {
  const { primary: current, nextPrimary: target } = moment.operator;
  if (isTakenOver(moment))
    return message('primaryFailedOver', { name: `${current}` });
  if (!target || target === current)
    return current
      ? message('namedPrimaryFailed', { name: current })
      : message('primaryFailed');
  return current
    ? message('primaryFailingOver', { name: current, next: target })
    : message('unnamedPrimaryFailingOver', { next: target });
}

function overdueCauses(
  moment: DatabaseMoment,
  change: Change | undefined,
): Cause[] {
  if (!change?.overdue) return [];
  const { name, phase, reason, pausedBy } = moment.operator;
  return [
    {
      id: 'overdue',
      weight: 'failing',
      severity: 'warning',
      what: message('changeTakesLong', { change: change.reason }),
      ...sinceOf(moment, 'overdue'),
      meaning: message('changeDoesNotEnd'),
      nextStep:
        pausedBy ??
        change.nextStep ??
        (phase === undefined
          ? message('checkOperatorRuns', { operator: name })
          : message('checkPodsAndEvents')),
      evidence: [phase ?? 'none', reason].filter(Boolean).join(': '),
    },
  ];
}

function slowCopies(moment: DatabaseMoment): Cause[] {
  const { facts, operator, memory, now } = moment;
  const { phase, reason = '', meant, isRestored } = operator;
  const kind = makes(meant);
  const known = atStart(moment, facts.jobs[0]?.createdAt);
  if (!kind || !memory.lasts('copy', reason, COPY_NOTE_MS, now, known))
    return [];
  return [
    {
      id: 'slow-copy',
      weight: 'note',
      severity: 'warning',
      ...sinceOf(moment, 'copy', reason),
      ...slowText(kind, isRestored),
      evidence: [phase, reason].filter(Boolean).join(': '),
    },
  ];
}

/** Where nothing is said of a restore, the first instance may be made of another server's data, or of none. */
function slowText(
  kind: 'first' | 'standby',
  isRestored: boolean,
): Pick<Cause, 'what' | 'meaning' | 'nextStep'> {
  if (kind === 'first' && !isRestored)
    return {
      what: message('creationTakesLong'),
      meaning: message('importMayTakeHours'),
      nextStep: message('askForPodLog'),
    };
  return {
    what:
      kind === 'first' ? message('restoreTakesLong') : message('copyTakesLong'),
    meaning: message('copyMayTakeHours'),
    nextStep: message('checkRestoreLog'),
  };
}
