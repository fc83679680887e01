import type { KeptVolumeClaim } from '../model';
import type { Facts } from './facts';
import { MINUTE, type Moment } from './moment';
import { phaseOf, WAIT_LIMIT_MS, withReason } from './phases';
import { bytesOf } from './quantity';

/** Something that is being done. */
export interface Change {
  reason: string;
  /** On purpose, so that instances which are down meanwhile are no alarm. */
  planned: boolean;
  /** It takes longer than it should. */
  overdue: boolean;
}

/** Something is done, but it was not seen what. */
const UNKNOWN_PLAN = 'Changing';
/** How long the operator may take to notice a new Cluster. */
const NOTICE_LIMIT_MS = 2 * MINUTE;

/**
 * What is being done to the database, by its phase and by what differs from
 * the definition. What was planned is remembered until every instance is ready
 * again: "Waiting for the instances" alone tells not after what.
 */
export function changeOf(moment: Moment): Change | undefined {
  const { found, memory } = moment;
  const { status } = found.cluster;
  if (!status.phase) return unnoticed(moment);
  const { family, words, limitMs } = phaseOf(status.phase);
  switch (family) {
    case 'changing': {
      // The first instances come after "Setting up primary" with other phases.
      memory.plan =
        memory.plan === 'Creating' || !status.currentPrimary
          ? 'Creating'
          : words;
      return {
        reason: changeWords(moment, words),
        planned: true,
        overdue: overdue(moment, limitMs),
      };
    }
    case 'waiting': {
      // Seen first in the midst: it is not known after what, so it is no alarm yet.
      if (memory.rounds === 0) memory.plan ??= UNKNOWN_PLAN;
      return {
        reason: waitingWords(moment),
        planned: memory.plan !== undefined,
        overdue: overdue(moment, limitMs),
      };
    }
    case 'failover':
      memory.plan = undefined;
      return undefined;
    case 'healthy':
      return unsettled(moment);
    default:
      return undefined;
  }
}

function waitingWords({ facts, memory }: Moment): string {
  const { instances, wanted, ready } = facts;
  const plan = memory.plan === UNKNOWN_PLAN ? undefined : memory.plan;
  const count = `${ready} of ${wanted} ready`;
  if (instances.length > wanted) return removingWords(facts);
  const down = instances.filter(instance => !instance.ready);
  const what = down.length
    ? `waiting for ${down
        .map(({ name }) => name)
        .join(', ')} to become ready (${count})`
    : `waiting for the operator (${count})`;
  return plan ? `${plan}: ${what}` : `W${what.slice(1)}`;
}

function removingWords({ instances, wanted }: Facts): string {
  return `Removing ${instances.length - wanted} of ${
    instances.length
  } instances`;
}

function unnoticed(moment: Moment): Change {
  moment.memory.plan = 'Creating';
  return {
    reason: 'Accepted; the operator has not begun yet',
    planned: true,
    overdue: overdue(moment, NOTICE_LIMIT_MS),
  };
}

/** The operator has nothing to do, or has not noticed yet. */
function unsettled(moment: Moment): Change | undefined {
  const { found, facts, memory, now } = moment;
  const { status } = found.cluster;
  const { instances, wanted, fenced, ready } = facts;
  const change = (reason: string, limitMs?: number): Change => {
    memory.plan ??= reason;
    return { reason, planned: true, overdue: overdue(moment, limitMs) };
  };
  const { targetPrimary, currentPrimary } = status;
  if (
    targetPrimary &&
    targetPrimary !== currentPrimary &&
    targetPrimary !== 'pending'
  ) {
    return change(`Moving the primary to ${targetPrimary}`, WAIT_LIMIT_MS);
  }
  if (instances.length > wanted) {
    return change(removingWords(facts), WAIT_LIMIT_MS);
  }
  if (fenced.length) {
    // Until PostgreSQL is back where the fence was lifted.
    memory.plan = 'Lifting the fence';
    return { reason: fencedWords(moment), planned: true, overdue: false };
  }
  if (instances.length < wanted) {
    return change(
      `Adding an instance (${instances.length} of ${wanted} exist)`,
      WAIT_LIMIT_MS,
    );
  }
  const growing = found.volumeClaims.filter(isGrowing).map(({ name }) => name);
  if (growing.length && ready === wanted) {
    return {
      reason: `Growing the storage of ${growing.join(', ')}`,
      planned: true,
      overdue: memory.lasts('growing', growing.join(), 2 * WAIT_LIMIT_MS, now),
    };
  }
  if (memory.plan && ready < wanted) {
    return {
      reason: `${memory.plan}: ${ready} of ${wanted} instances are ready`,
      planned: true,
      overdue: overdue(moment, WAIT_LIMIT_MS),
    };
  }
  if (ready === wanted) memory.plan = undefined;
  return undefined;
}

function overdue({ found, memory, now }: Moment, limitMs?: number): boolean {
  const { phase = '', phaseReason = '' } = found.cluster.status;
  return (
    limitMs !== undefined &&
    memory.lasts(
      'phase',
      `${phase} ${phaseReason} ${memory.plan ?? ''}`,
      limitMs,
      now,
    )
  );
}

function changeWords({ found, facts }: Moment, words: string): string {
  const { status, spec } = found.cluster;
  if (status.phase === 'Setting up primary') {
    const from = spec.bootstrap?.recovery ? 'from a backup' : undefined;
    return from ? `Restoring ${from}: creating the first instance` : words;
  }
  if (status.phase === 'Creating a new replica') {
    return `${words} (${facts.ready} of ${facts.wanted} instances are ready)`;
  }
  return withReason(words, status.phaseReason);
}

/** Which instances run no PostgreSQL, on purpose. */
export function fencedWords({ facts }: Moment): string {
  const names = facts.instances
    .filter(({ fenced }) => fenced)
    .map(({ name }) => name);
  return `Fenced: PostgreSQL is stopped on ${
    names.join(', ') || facts.fenced.join(', ')
  }`;
}

/** Whether a volume is smaller than was asked for. Storage classes may round up. */
export function isGrowing({
  requested,
  capacity,
  phase,
}: Pick<KeptVolumeClaim, 'requested' | 'capacity' | 'phase'>): boolean {
  const [wanted, has] = [bytesOf(requested), bytesOf(capacity)];
  return (
    phase === 'Bound' &&
    wanted !== undefined &&
    has !== undefined &&
    has < wanted
  );
}
