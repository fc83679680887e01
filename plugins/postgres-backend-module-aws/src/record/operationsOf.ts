import type {
  OfferedChanges,
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { meaningOf } from '../instance';
import type { RecordedInstance } from './readRecord';

const yes: Support = { supported: true };
const no = (reason: string): Support => ({ supported: false, reason });

const withoutSql = no(
  'Backstage has no SQL connection to RDS instances. Connect as the user of the database instead.',
);
const inConsole = (what: string) =>
  no(`Backstage does not ${what}. Use the AWS console.`);

const STOPPED_FOR =
  'AWS starts a stopped instance after seven days, and charges for its storage until then.';

/** Operations that no RDS database supports, with the reason. */
const notOffered = {
  'rotate-password': inConsole('start the rotation of a password'),
  'rotate-certificate': inConsole('rotate the certificate'),
  'reveal-credentials': no(
    'The password is in AWS Secrets Manager. Read it there with your own permissions.',
  ),
  restore: inConsole('restore a snapshot'),
  fence: no('Amazon RDS stops PostgreSQL only together with the instance.'),
  'destroy-instance': no(
    'Amazon RDS replaces a failed standby of a Multi-AZ instance itself.',
  ),
} satisfies OfferedOperations;

/** Returns why the instance must not be modified; undefined if it may. */
export function modifyObstacle({
  instance,
  record,
  unconfirmed,
  manager,
}: RecordedInstance): string | undefined {
  if (instance.clusterId)
    return `It is a member of the Multi-AZ DB cluster ${instance.clusterId}, which is not supported.`;
  if (manager)
    return `It is managed by ${manager}, which would revert a change. Make the change there.`;
  if (instance.replicaOf)
    return `It is a read replica of ${instance.replicaOf}.`;
  if (record) return undefined;
  return unconfirmed
    ? 'Its record is not signed by this Backstage installation. An administrator must confirm it first by adopting the database.'
    : 'The database belongs to no entity. Bind it first.';
}

/** Returns which operations a database supports. */
export function operationsOf(recorded: RecordedInstance): OfferedOperations {
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
    remove: withReplicas(modify, recorded),
    backup: withState(modify, recorded),
    restart: withState(modify, recorded),
    switchover: withStandby(withState(modify, recorded), recorded),
    hibernate: stopping(modify, recorded),
  };
}

/** Whether a change is what corrects the problem. */
function isCorrectable({ status }: RecordedInstance['instance']): boolean {
  return status === 'storage-full' || status === 'incompatible-parameters';
}

/** Adds the status that blocks an operation now, if any. */
function withState(support: Support, { instance }: RecordedInstance): Support {
  const meaning = meaningOf(instance.status);
  return support.supported && meaning && meaning.kind !== 'available'
    ? { ...support, obstacle: `${meaning.reason}.` }
    : support;
}

function withStandby(
  support: Support,
  { instance: { multiAz } }: RecordedInstance,
): Support {
  return support.supported && !multiAz
    ? no('It has no standby. Change options.multiAz first.')
    : support;
}

/** Adds what stopping means. Amazon RDS cannot stop an instance that has read replicas. */
function stopping(support: Support, { instance }: RecordedInstance): Support {
  if (!support.supported) return support;
  if (instance.replicas.length)
    return no('Amazon RDS cannot stop an instance that has read replicas.');
  const meaning = meaningOf(instance.status);
  return {
    ...support,
    reason: STOPPED_FOR,
    ...(meaning &&
      meaning.kind !== 'available' &&
      meaning.kind !== 'stopped' && { obstacle: `${meaning.reason}.` }),
  };
}

function withReplicas(
  support: Support,
  { instance: { replicas } }: RecordedInstance,
): Support {
  return support.supported && replicas.length
    ? {
        ...support,
        obstacle: `It has read replicas, which AWS would promote to databases of their own: ${replicas.join(
          ', ',
        )}. Remove them first.`,
      }
    : support;
}

/** Adds the pending changes: Amazon RDS applies them together with a change that is applied immediately. */
function withPending(
  support: Support,
  { instance: { pending } }: RecordedInstance,
): Support {
  return support.supported && pending.length
    ? {
        ...support,
        reason: `Pending changes are applied with it, before the maintenance window: ${pending.join(
          ', ',
        )}.`,
      }
    : support;
}

/** Support of parts of a change. */
export const changesOf: OfferedChanges = {
  scale: no(
    'Read replicas are not supported: Amazon RDS does not allow them with a password that AWS manages. For a standby, change options.multiAz.',
  ),
  upgrade: inConsole('upgrade PostgreSQL'),
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
  restart: yes,
  switchover: yes,
  hibernate: { ...yes, reason: STOPPED_FOR },
};
