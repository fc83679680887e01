import type { Cause } from '../cause';
import { isRetried, type Change } from '../changes';
import { isFailover } from '../failover';
import { conditionOf, MINUTE, sinceOf, type Moment } from '../moment';
import { phaseOf } from '../phases';
import { NO_WRITES } from './meanings';

/** Copies and restores of large databases may take longer: worth a note, no alarm. */
const COPY_NOTE_MS = 10 * MINUTE;

/** What the operator itself says, by phase and conditions, and what it does not end. */
export function operatorCauses(
  moment: Moment,
  change: Change | undefined,
): Cause[] {
  return [
    ...phaseCauses(moment),
    ...overdueCauses(moment, change),
    ...systemCauses(moment),
    ...slowCopies(moment),
  ];
}

function phaseCauses(moment: Moment): Cause[] {
  const {
    phase = '',
    phaseReason,
    currentPrimary,
  } = moment.found.cluster.status;
  const evidence = [phase, phaseReason].filter(Boolean).join(': ');
  if (isFailover(moment)) {
    return [
      {
        id: 'failover',
        weight: 'failing',
        severity: 'error',
        what: failoverWords(moment),
        since: sinceOf(moment, 'failover'),
        meaning: NO_WRITES,
        nextStep:
          'Wait for the operator: it promotes a standby, usually within a minute.',
        evidence,
      },
    ];
  }
  const meant = phaseOf(phase);
  if (meant.family !== 'attention' || isRetried(moment)) return [];
  const up = Boolean(moment.facts.primary?.ready);
  const { words, nextStep = '' } =
    (up ? meant.whileUp : !currentPrimary && meant.beforeUp) || meant;
  return [
    {
      id: 'phase',
      weight: 'failing',
      severity: up || meant.runs ? 'warning' : 'error',
      what: `${words}.`,
      since: sinceOf(moment, 'phase-attention', phase),
      meaning:
        up || meant.runs
          ? 'What runs goes on running; nothing is changed or repaired until this is solved.'
          : NO_WRITES,
      nextStep,
      evidence,
    },
  ];
}

function failoverWords({ found, facts }: Moment): string {
  const { currentPrimary: current, targetPrimary: target } =
    found.cluster.status;
  if (current === target && facts.primary?.ready) {
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
      since: sinceOf(moment, 'overdue'),
      meaning: 'What was begun does not end by itself.',
      nextStep:
        change.nextStep ??
        (begun
          ? 'Ask the platform team to look at the pods and their events.'
          : 'Ask the platform team whether the operator CloudNativePG runs and watches this namespace.'),
      evidence: [phase, phaseReason].filter(Boolean).join(': '),
    },
  ];
}

function systemCauses(moment: Moment): Cause[] {
  const { found } = moment;
  const identity = conditionOf(found, 'ConsistentSystemID');
  const topology = conditionOf(found, 'SyncReplicationTopologySatisfied');
  const hibernation = conditionOf(found, 'cnpg.io/hibernation');
  return [
    ...(identity?.status === 'False' && identity.reason !== 'NotFound'
      ? [
          {
            id: 'system-id',
            weight: 'failing' as const,
            severity: 'error' as const,
            what: 'The instances do not hold the same database.',
            since: sinceOf(
              moment,
              'system-id',
              'on',
              identity.lastTransitionTime,
            ),
            meaning:
              'Some of them cannot be copies of the primary. Writes may be lost.',
            nextStep:
              'Ask the platform team at once, and change nothing before.',
            evidence: identity.message,
          },
        ]
      : []),
    ...(topology?.status === 'False' &&
    topology.reason !== 'TopologyNotExtracted'
      ? [
          {
            id: 'sync-topology',
            weight: 'degraded' as const,
            severity: 'warning' as const,
            what: 'Synchronous standbys are not spread over the failure domains as asked.',
            since: sinceOf(
              moment,
              'sync-topology',
              'on',
              topology.lastTransitionTime,
            ),
            meaning: 'The loss of one domain may lose or stop writes.',
            nextStep: 'Ask the platform team for nodes in further domains.',
            evidence: topology.message,
          },
        ]
      : []),
    ...(hibernation?.reason === 'WrongAnnotationValue'
      ? [
          {
            id: 'hibernation',
            weight: 'degraded' as const,
            severity: 'warning' as const,
            what: 'The operator does not understand the annotation for hibernation.',
            since: sinceOf(
              moment,
              'hibernation',
              'on',
              hibernation.lastTransitionTime,
            ),
            meaning: 'The database goes on running.',
            nextStep:
              'Hibernate or wake it from here, which writes the right value.',
            evidence: hibernation.message,
          },
        ]
      : []),
    ...(hibernation?.reason === 'WaitingForHealthy'
      ? [
          {
            id: 'hibernation',
            weight: 'note' as const,
            severity: 'warning' as const,
            what: 'It does not go to sleep before it is healthy.',
            since: sinceOf(
              moment,
              'hibernation',
              'waits',
              hibernation.lastTransitionTime,
            ),
            meaning: 'Its instances go on running meanwhile.',
            nextStep: 'Solve what is wrong with it, or wake it.',
            evidence: hibernation.message,
          },
        ]
      : []),
    ...(found.cluster.annotations['cnpg.io/reconciliationLoop'] === 'disabled'
      ? [
          {
            id: 'paused',
            weight: 'note' as const,
            severity: 'warning' as const,
            what: 'The operator was told to leave this database alone.',
            since: sinceOf(moment, 'paused'),
            meaning:
              'It is not repaired, and what is asked for here has no effect.',
            nextStep:
              'Ask the platform team to remove the annotation cnpg.io/reconciliationLoop.',
          },
        ]
      : []),
  ];
}

function slowCopies(moment: Moment): Cause[] {
  const { found, memory, now } = moment;
  const { phase = '', phaseReason = '' } = found.cluster.status;
  const copies =
    phase === 'Setting up primary' || phase === 'Creating a new replica';
  if (!copies || !memory.lasts('copy', phaseReason, COPY_NOTE_MS, now))
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
      since: sinceOf(moment, 'copy', phaseReason),
      meaning:
        'Large databases take hours. It may also wait for something that never comes.',
      nextStep:
        'Ask the platform team for the log of the pod. A restore pauses for ever where max_connections or the like is smaller than in the source.',
      evidence: [phase, phaseReason].filter(Boolean).join(': '),
    },
  ];
}
