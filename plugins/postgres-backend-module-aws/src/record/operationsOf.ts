import type {
  Message,
  OfferedChanges,
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { finalSnapshotOf, type InstanceFacts, meaningOf } from '../instance';
import { message } from '../messages';
import type { RecordedInstance } from './readRecord';

const yes: Support = { supported: true };
const no = (reason: Message): Support => ({ supported: false, reason });

const withoutSql = no(message('noSql'));

/** Operations that no RDS database supports, with the reason. */
const notOffered = {
  'rotate-certificate': no(message('certificateInConsole')),
  fence: no(message('cannotFence')),
  'destroy-instance': no(message('standbyReplacedByAws')),
} satisfies OfferedOperations;

/** Returns why the instance must not be modified; undefined if it may. */
export function modifyObstacle({
  instance,
  record,
  unconfirmed,
  replayed,
  manager,
}: RecordedInstance): Message | undefined {
  if (instance.clusterId)
    return message('memberOfCluster', { cluster: instance.clusterId });
  if (manager) return manager.obstacle;
  if (instance.replicaOf)
    return message('isReplica', { source: instance.replicaOf });
  if (record) return undefined;
  if (replayed) return message('recordIsReplayed');
  return unconfirmed
    ? message('recordUnconfirmed')
    : providerMessage('notBound');
}

/** Returns why data and password of the database must not be read for a user, which modifies nothing; undefined if they may. */
export function readObstacle(recorded: RecordedInstance): Message | undefined {
  return modifyObstacle({ ...recorded, manager: undefined });
}

/** Returns why the password cannot be rotated now; undefined if it can. A rotation in progress is no obstacle. */
export function rotationObstacle({
  status,
  secret,
}: Pick<InstanceFacts, 'status' | 'secret'>): Message | undefined {
  if (!secret) return message('passwordNotManaged');
  const meaning = meaningOf(status);
  if (meaning && meaning.kind !== 'available')
    return message('statusObstacle', { status: meaning.reason });
  return ['active', 'rotating'].includes(secret.status)
    ? undefined
    : message('secretObstacle', { status: secret.status });
}

/**
 * Returns which operations a database supports.
 *
 * @param supportEnded - end of the standard support of its major version, if it has ended
 */
export function operationsOf(
  recorded: RecordedInstance,
  supportEnded?: string,
): OfferedOperations {
  const { instance } = recorded;
  const obstacle = modifyObstacle(recorded);
  const modify = obstacle === undefined ? yes : no(obstacle);
  return {
    ...notOffered,
    bind: instance.clusterId ? no(obstacle!) : yes,
    change: withPending(
      isCorrectable(instance) ? modify : withState(modify, recorded),
      recorded,
    ),
    remove: removal(modify, recorded),
    backup: withState(modify, recorded),
    'delete-backup': modify,
    restore: restoring(recorded, supportEnded),
    'rotate-password': rotating(modify, recorded),
    'reveal-credentials': revealing(recorded),
    restart: withState(noted(modify, message('rebootsInstance')), recorded),
    switchover: withStandby(withState(modify, recorded), recorded),
    hibernate: stopping(modify, recorded),
  };
}

/** Adds a note for the dialog. */
function noted(support: Support, reason: Message): Support {
  return support.supported ? { ...support, reason } : support;
}

/** Whether a change is what corrects the problem. */
function isCorrectable({ status }: RecordedInstance['instance']): boolean {
  return status === 'storage-full' || status === 'incompatible-parameters';
}

/** Adds the status that blocks an operation now, if any. */
function withState(support: Support, { instance }: RecordedInstance): Support {
  const meaning = meaningOf(instance.status);
  return support.supported && meaning && meaning.kind !== 'available'
    ? {
        ...support,
        obstacle: message('statusObstacle', { status: meaning.reason }),
      }
    : support;
}

function withStandby(
  support: Support,
  { instance: { multiAz } }: RecordedInstance,
): Support {
  return support.supported && !multiAz ? no(message('noStandby')) : support;
}

/** Adds what differs from the source, for the dialog. */
function restoring(
  recorded: RecordedInstance,
  supportEnded: string | undefined,
): Support {
  const obstacle = readObstacle(recorded);
  if (obstacle) return no(obstacle);
  return {
    ...yes,
    reason:
      supportEnded && !recorded.instance.extendedSupport
        ? message('restoreUpgrades', { at: supportEnded })
        : message('restoreDiffers'),
  };
}

function revealing(recorded: RecordedInstance): Support {
  const obstacle = readObstacle(recorded);
  if (obstacle) return no(obstacle);
  return recorded.instance.secret ? yes : no(message('passwordNotManaged'));
}

function rotating(support: Support, { instance }: RecordedInstance): Support {
  if (!support.supported) return support;
  if (!instance.secret) return no(message('passwordNotManaged'));
  const obstacle = rotationObstacle(instance);
  return {
    ...support,
    reason: message('rotationTakes'),
    ...(obstacle && { obstacle }),
  };
}

/** Adds what stopping means. Amazon RDS cannot stop an instance that has read replicas. */
function stopping(support: Support, { instance }: RecordedInstance): Support {
  if (!support.supported) return support;
  if (instance.replicas.length) return no(message('replicasPreventStop'));
  const meaning = meaningOf(instance.status);
  const isReady =
    !meaning ||
    meaning.kind === 'available' ||
    meaning.kind === 'stopped' ||
    meaning.startable;
  return {
    ...support,
    reason: message('stoppedFor'),
    ...(!isReady && {
      obstacle: message('statusObstacle', { status: meaning.reason }),
    }),
  };
}

/** Adds what AWS retains, and what prevents a removal, also with force. */
function removal(support: Support, { instance }: RecordedInstance): Support {
  if (!support.supported) return support;
  const { replicas, protected: isProtected, status } = instance;
  const snapshot = finalSnapshotOf(instance);
  return {
    ...support,
    ...(snapshot && { reason: message('keepsSnapshot', { snapshot }) }),
    ...(isProtected &&
      meaningOf(status)?.kind === 'stopped' && {
        obstacle: message('protectedAndStopped'),
      }),
    ...(replicas.length > 0 && {
      obstacle: message('replicasPromoted', { replicas: replicas.join(', ') }),
    }),
  };
}

/** Adds the pending changes: Amazon RDS applies them together with a change that is applied immediately. */
function withPending(
  support: Support,
  { instance: { pending } }: RecordedInstance,
): Support {
  return support.supported && pending.length
    ? {
        ...support,
        reason: message('pendingApplied', { fields: pending.join(', ') }),
      }
    : support;
}

/** Support of parts of a change. */
export const changesOf: OfferedChanges = {
  scale: no(message('replicasNotSupported')),
  storage: { ...yes, reason: message('storageLocked') },
  upgrade: no(message('upgradeInConsole')),
  'connection-limit': withoutSql,
  roles: withoutSql,
  databases: withoutSql,
  extensions: withoutSql,
};

/** The operations of a database that does not exist yet. */
export const offeredOperations: OfferedOperations = {
  ...notOffered,
  bind: yes,
  change: yes,
  remove: yes,
  backup: yes,
  'delete-backup': yes,
  restore: { ...yes, reason: message('restoreDiffers') },
  'rotate-password': { ...yes, reason: message('rotationTakes') },
  'reveal-credentials': yes,
  restart: { ...yes, reason: message('rebootsInstance') },
  switchover: yes,
  hibernate: { ...yes, reason: message('stoppedFor') },
};
