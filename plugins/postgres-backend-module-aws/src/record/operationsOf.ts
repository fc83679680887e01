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
  no(`This version does not ${what}. Use the AWS console.`);

const STOPPED_FOR =
  'AWS starts a stopped instance again after seven days, and charges for its storage meanwhile.';

/** What no RDS database is offered, with the reason. */
const notOffered = {
  'rotate-password': inConsole('start a rotation'),
  'rotate-certificate': inConsole('rotate the certificate'),
  'reveal-credentials': no(
    'The password is in AWS Secrets Manager: read it there with your own AWS account.',
  ),
  restore: inConsole('restore a snapshot'),
  fence: no('Amazon RDS has no access to the process of PostgreSQL.'),
  'destroy-instance': no(
    'Amazon RDS replaces a failed standby of a Multi-AZ instance itself.',
  ),
} satisfies OfferedOperations;

/** Why an instance is not modified here; undefined for one that may be. */
export function modifyObstacle({
  instance,
  record,
  unconfirmed,
  manager,
}: RecordedInstance): string | undefined {
  if (instance.clusterId)
    return `It is a member of the Multi-AZ DB cluster ${instance.clusterId}, which is not supported.`;
  if (manager)
    return `It is managed by ${manager}, which would revert a change: make it there.`;
  if (instance.replicaOf)
    return `It is a read replica of ${instance.replicaOf}.`;
  if (record) return undefined;
  return unconfirmed
    ? 'Its record is not signed by this Backstage: an administrator confirms it first.'
    : 'The database belongs to no entity. Bind it first.';
}

/** What can be done to a database. */
export function operationsOf(recorded: RecordedInstance): OfferedOperations {
  const { instance } = recorded;
  const obstacle = modifyObstacle(recorded);
  const modify = obstacle === undefined ? yes : no(obstacle);
  return {
    ...notOffered,
    bind: instance.clusterId ? no(obstacle!) : yes,
    change: withPending(withState(modify, recorded), recorded),
    remove: withReplicas(modify, recorded),
    backup: withState(modify, recorded),
    restart: withState(modify, recorded),
    switchover: withStandby(withState(modify, recorded), recorded),
    hibernate: stopping(modify, recorded),
  };
}

/** Names what stands against an operation now. */
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
    ? no('It has no standby: change options.multiAz first.')
    : support;
}

/** Amazon RDS stops no instance with read replicas. */
function stopping(support: Support, { instance }: RecordedInstance): Support {
  if (!support.supported) return support;
  if (instance.replicas.length)
    return no('Amazon RDS stops no instance that has read replicas.');
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
        obstacle: `It has read replicas, which AWS would promote: ${replicas.join(
          ', ',
        )}. Remove them first.`,
      }
    : support;
}

/** A change is applied at once, and Amazon RDS applies with it what waits. */
function withPending(
  support: Support,
  { instance: { pending } }: RecordedInstance,
): Support {
  return support.supported && pending.length
    ? {
        ...support,
        reason: `Changes that wait for the maintenance window are applied with it: ${pending.join(
          ', ',
        )}.`,
      }
    : support;
}

/** Support of parts of a change. */
export const changesOf: OfferedChanges = {
  scale: no(
    'Read replicas exclude a password that AWS manages, and are not supported here. For a standby, change options.multiAz.',
  ),
  upgrade: inConsole('upgrade PostgreSQL'),
  'connection-limit': withoutSql,
  roles: withoutSql,
  databases: withoutSql,
  extensions: withoutSql,
};

/** What is offered for a database that is yet to be created. */
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
