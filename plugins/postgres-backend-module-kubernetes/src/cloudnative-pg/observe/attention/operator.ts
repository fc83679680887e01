import {
  atStart,
  MINUTE,
  sinceOf,
  toldTime,
  type Cause,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { annotations } from '../../model';
import type { Change } from '../Change';
import { isTakenOver } from '../failover';
import { unreadySince, type Moment } from '../moment';
import { isFinal } from '../final';
import { isPrimaryFull } from '../outage';
import { phaseOf } from '../phases';
import { isRetried } from '../retries';
import { conditionCauses } from './conditions';
import { diskFullStep } from './diskFull';
import { withoutPrimary } from './meanings';

/** Copies and restores of large databases may take longer: worth a note, no alarm. */
const COPY_NOTE_MS = 10 * MINUTE;
/** A failover that takes longer does not end by itself. */
const HINT_LIMIT_MS = 5 * MINUTE;

/** What the operator itself says, by phase and conditions, and what it does not end. */
export function operatorCauses(
  moment: Moment,
  change: Change | undefined,
): Cause[] {
  return [
    ...phaseCauses(moment),
    ...overdueCauses(moment, change),
    ...conditionCauses(moment),
    ...slowCopies(moment),
  ];
}

function phaseCauses(moment: Moment): Cause[] {
  const {
    phase = '',
    phaseReason,
    currentPrimary,
    targetPrimaryTimestamp,
  } = moment.found.cluster.status;
  const evidence = [phase, phaseReason].filter(Boolean).join(': ');
  if (moment.course.failover) {
    const { memory, now } = moment;
    const since = sinceOf(
      moment,
      'failover',
      'on',
      toldTime(
        moment,
        moment.found.cluster.status.currentPrimaryFailingSinceTimestamp,
        atStart(moment, targetPrimaryTimestamp),
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
  const meant = phaseOf(phase);
  if (meant.family !== 'attention' || isRetried(moment)) return [];
  const up = Boolean(moment.facts.primary?.ready) && !isPrimaryFull(moment);
  const { words, nextStep = '' } =
    (up ? meant.whileUp : !currentPrimary && meant.beforeUp) || meant;
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
      nextStep: diskFullStep(moment) ?? nextStep,
      evidence,
      final: isFinal(phase, moment),
    },
  ];
}

function failoverWords(moment: Moment): string {
  const { currentPrimary: current, targetPrimary: target } =
    moment.found.cluster.status;
  if (isTakenOver(moment)) {
    return `The primary failed; ${current} has taken over.`;
  }
  const next =
    target && target !== 'pending' && target !== current
      ? `; ${target} is taking over`
      : '';
  return `The primary${current ? ` ${current}` : ''} failed${next}.`;
}

function overdueCauses(moment: Moment, change: Change | undefined): Cause[] {
  if (!change?.overdue) return [];
  const { phase = 'none', phaseReason } = moment.found.cluster.status;
  const begun = moment.found.cluster.status.phase !== undefined;
  return [
    {
      id: 'overdue',
      weight: 'failing',
      severity: 'warning',
      what: `It takes longer than it should: ${change.reason}.`,
      ...sinceOf(moment, 'overdue'),
      meaning: 'What was begun does not end by itself.',
      nextStep: isPaused(moment)
        ? 'Ask the platform team to remove the annotation cnpg.io/reconciliationLoop: by it the operator was told to leave this database alone.'
        : change.nextStep ??
          (begun
            ? 'Ask the platform team to look at the pods and their events.'
            : 'Ask the platform team whether the operator CloudNativePG runs and watches this namespace.'),
      evidence: [phase, phaseReason].filter(Boolean).join(': '),
    },
  ];
}

function isPaused({ found }: Moment): boolean {
  return (
    found.cluster.annotations[annotations.reconciliationLoop] === 'disabled'
  );
}

function slowCopies(moment: Moment): Cause[] {
  const { facts, found, memory, now } = moment;
  const { phase = '', phaseReason = '' } = found.cluster.status;
  const copies =
    phase === 'Setting up primary' || phase === 'Creating a new replica';
  const known = atStart(moment, facts.jobs[0]?.createdAt);
  if (!copies || !memory.lasts('copy', phaseReason, COPY_NOTE_MS, now, known))
    return [];
  return [
    {
      id: 'slow-copy',
      weight: 'note',
      severity: 'warning',
      what: `${
        found.cluster.spec.bootstrap?.recovery && phase === 'Setting up primary'
          ? 'The restore'
          : 'Copying the data'
      } takes long.`,
      ...sinceOf(moment, 'copy', phaseReason),
      meaning:
        'Large databases take hours. It may also wait for something that never comes.',
      nextStep:
        'Ask the platform team for the log of the pod. A restore pauses for ever where max_connections or the like is smaller than in the source.',
      evidence: [phase, phaseReason].filter(Boolean).join(': '),
    },
  ];
}
