import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../../messages';
import type { RankedAttention } from '../rankedAttention';
import type { Change } from '../changes/Change';
import { isTakenOver } from '../changes/failover';
import { isPrimaryFull } from '../changes/outage';
import { isRetried } from '../changes/retries';
import { unreadySince, type EvaluationInput } from '../EvaluationInput';
import { isFinal } from '../final';
import { atStart, MINUTE, sinceOf, pastTime } from '../EvaluationTime';
import { createdInstanceOf } from '../PhaseMeaning';
import { diskFullStep } from './diskFull';
import { primaryDownMeaning } from './meanings';

/** Clones and restores of large databases can take longer: a note, no alarm. */
const COPY_NOTE_MS = 10 * MINUTE;
/** A failover that takes longer does not complete by itself. */
const HINT_LIMIT_MS = 5 * MINUTE;

/**
 * Returns attention for the phase of the operator, and for changes that do not
 * complete.
 *
 * @param sizes - requested sizes by role of the volume
 */
export function operatorAttention(
  input: EvaluationInput,
  change: Change | undefined,
  sizes: Record<string, string | undefined>,
): RankedAttention[] {
  return [
    ...phaseAttention(input, sizes),
    ...overdueAttention(input, change),
    ...slowCopies(input),
  ];
}

function phaseAttention(
  input: EvaluationInput,
  sizes: Record<string, string | undefined>,
): RankedAttention[] {
  const {
    phase = '',
    reason,
    phaseMeaning,
    primary,
    movesSince,
    failsSince,
  } = input.operator;
  const evidence = [phase, reason].filter(Boolean).join(': ');
  if (input.ongoing.failover) {
    const { transitionTimes, now } = input;
    const since = sinceOf(
      input,
      'failover',
      'on',
      pastTime(
        input,
        failsSince,
        atStart(input, movesSince),
        atStart(input, unreadySince(input)),
      ),
    );
    return [
      {
        id: 'failover',
        impact: 'failing',
        severity: 'error',
        what: failoverText(input),
        ...since,
        meaning: isTakenOver(input)
          ? message('applicationsCanConnectAgain')
          : primaryDownMeaning(input),
        nextStep: transitionTimes.lasts('failover', 'on', HINT_LIMIT_MS, now)
          ? message('failoverTakesLong')
          : message('waitForFailover'),
        evidence,
      },
    ];
  }
  if (phaseMeaning.type !== 'attention' || isRetried(input)) return [];
  const up = Boolean(input.facts.primary?.ready) && !isPrimaryFull(input);
  const { what, nextStep } =
    (up ? phaseMeaning.whileUp : !primary && phaseMeaning.beforeUp) ||
    phaseMeaning;
  return [
    {
      id: 'phase',
      impact: 'failing',
      severity: up || phaseMeaning.runs ? 'warning' : 'error',
      what,
      ...sinceOf(
        input,
        'phase-attention',
        phase,
        atStart(input, unreadySince(input)),
      ),
      meaning:
        up || phaseMeaning.runs
          ? phaseMeaning.meaning
          : primaryDownMeaning(input),
      nextStep: diskFullStep(input, sizes) ?? nextStep,
      evidence,
      final: isFinal(input),
    },
  ];
}

function failoverText(input: EvaluationInput): Message {
  const { primary: current, nextPrimary: target } = input.operator;
  if (isTakenOver(input))
    return message('primaryFailedOver', { name: `${current}` });
  if (!target || target === current)
    return current
      ? message('namedPrimaryFailed', { name: current })
      : message('primaryFailed');
  return current
    ? message('primaryFailingOver', { name: current, next: target })
    : message('unnamedPrimaryFailingOver', { next: target });
}

function overdueAttention(
  input: EvaluationInput,
  change: Change | undefined,
): RankedAttention[] {
  if (!change?.overdue) return [];
  const { name, phase, reason, pausedBy } = input.operator;
  return [
    {
      id: 'overdue',
      impact: 'failing',
      severity: 'warning',
      what: message('changeTakesLong', { change: change.reason }),
      ...sinceOf(input, 'overdue'),
      meaning: message('changeDoesNotEnd'),
      nextStep:
        pausedBy ??
        change.nextStep ??
        (phase === undefined
          ? message('checkOperatorRuns', { operator: name })
          : message('checkPodsAndEvents')),
      evidence:
        [phase, reason].filter(Boolean).join(': ') ||
        message('noPhaseReported'),
    },
  ];
}

function slowCopies(input: EvaluationInput): RankedAttention[] {
  const { facts, operator, transitionTimes, now } = input;
  const { phase, reason = '', phaseMeaning, isRestored } = operator;
  const kind = createdInstanceOf(phaseMeaning);
  const known = atStart(input, facts.jobs[0]?.createdAt);
  if (!kind || !transitionTimes.lasts('copy', reason, COPY_NOTE_MS, now, known))
    return [];
  return [
    {
      id: 'slow-copy',
      impact: 'note',
      severity: 'warning',
      ...sinceOf(input, 'copy', reason),
      ...slowText(kind, isRestored),
      evidence: [phase, reason].filter(Boolean).join(': '),
    },
  ];
}

/** Unless a restore is reported, the first instance may import another server's data, or start empty. */
function slowText(
  kind: 'first' | 'standby',
  isRestored: boolean,
): Pick<RankedAttention, 'what' | 'meaning' | 'nextStep'> {
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
