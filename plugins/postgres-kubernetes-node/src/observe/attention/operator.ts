import type { Cause } from '../cause';
import type { Change } from '../course/Change';
import { isTakenOver } from '../course/failover';
import { isPrimaryFull } from '../course/outage';
import { isRetried } from '../course/retries';
import { unreadySince, type DatabaseMoment } from '../DatabaseMoment';
import { isFinal } from '../final';
import { atStart, MINUTE, sinceOf, toldTime } from '../Moment';
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
          ? 'Applications can connect and write again.'
          : withoutPrimary(moment),
        nextStep: memory.lasts('failover', 'on', HINT_LIMIT_MS, now)
          ? 'Ask the platform team to look at the operator and at the standbys: a failover takes a minute, usually.'
          : 'Wait for the operator: it promotes a standby, usually within a minute.',
        evidence,
      },
    ];
  }
  if (meant.family !== 'attention' || isRetried(moment)) return [];
  const up = Boolean(moment.facts.primary?.ready) && !isPrimaryFull(moment);
  const { words, nextStep = '' } =
    (up ? meant.whileUp : !primary && meant.beforeUp) || meant;
  return [
    {
      id: 'phase',
      weight: 'failing',
      severity: up || meant.runs ? 'warning' : 'error',
      what: `${words}.`,
      ...sinceOf(
        moment,
        'phase-attention',
        phase,
        atStart(moment, unreadySince(moment)),
      ),
      meaning:
        up || meant.runs
          ? 'What runs goes on running; nothing is changed or repaired until this is solved.'
          : withoutPrimary(moment),
      nextStep: diskFullStep(moment, sizes) ?? nextStep,
      evidence,
      final: isFinal(moment),
    },
  ];
}

function failoverWords(moment: DatabaseMoment): string {
  const { primary: current, nextPrimary: target } = moment.operator;
  if (isTakenOver(moment)) {
    return `The primary failed; ${current} has taken over.`;
  }
  const next = target && target !== current ? `; ${target} is taking over` : '';
  return `The primary${current ? ` ${current}` : ''} failed${next}.`;
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
      what: `It takes longer than it should: ${change.reason}.`,
      ...sinceOf(moment, 'overdue'),
      meaning: 'What was begun does not end by itself.',
      nextStep:
        pausedBy ??
        change.nextStep ??
        (phase === undefined
          ? `Ask the platform team whether ${name} runs and watches this namespace.`
          : 'Ask the platform team to look at the pods and their events.'),
      evidence: [phase ?? 'none', reason].filter(Boolean).join(': '),
    },
  ];
}

function slowCopies(moment: DatabaseMoment): Cause[] {
  const { facts, operator, memory, now } = moment;
  const { phase, reason = '', meant, isRestored } = operator;
  const known = atStart(moment, facts.jobs[0]?.createdAt);
  if (!meant.makes || !memory.lasts('copy', reason, COPY_NOTE_MS, now, known))
    return [];
  return [
    {
      id: 'slow-copy',
      weight: 'note',
      severity: 'warning',
      what: `${
        isRestored && meant.makes === 'first'
          ? 'The restore'
          : 'Copying the data'
      } takes long.`,
      ...sinceOf(moment, 'copy', reason),
      meaning:
        'Large databases take hours. It may also wait for something that never comes.',
      nextStep:
        'Ask the platform team for the log of the pod. A restore pauses for ever where max_connections or the like is smaller than in the source.',
      evidence: [phase, reason].filter(Boolean).join(': '),
    },
  ];
}
