import type {
  Health,
  InstanceHealth,
  Part,
} from '@pgstage/backstage-plugin-postgres-common';
import { type InstanceFacts, meaningOf } from '../instance';
import type { Observation, ObservedDatabase } from './observation';
import { NOT_TRIED, unknownStatus } from './usableOf';

const GIB = 2 ** 30;

/** Returns section `health`: what AWS reports, without a query to PostgreSQL. */
export function healthOf(
  observation: Observation,
  observed: ObservedDatabase,
): Health {
  const { instance } = observed.recorded;
  return {
    instances: [
      primary(instance),
      ...(instance.multiAz ? [standby(instance)] : []),
      ...observed.replicas.map(replica),
    ],
    slots: [],
    parts: partsOf(observation, observed),
    forbidden: forbiddenOf(observation),
  };
}

/** Returns the state of an instance by its status, which does not prove that it works. */
function stateOf({ status }: InstanceFacts) {
  const meaning = meaningOf(status);
  if (!meaning)
    return { state: 'unknown' as const, reason: unknownStatus(status) };
  switch (meaning.kind) {
    case 'available':
      return { state: 'unknown' as const, reason: NOT_TRIED };
    case 'problem':
      return { state: 'attention' as const, reason: meaning.reason };
    default:
      return { state: 'changing' as const, reason: meaning.reason };
  }
}

function primary(instance: InstanceFacts): InstanceHealth {
  return {
    name: instance.identifier,
    role: instance.replicaOf ? 'standby' : 'primary',
    ...stateOf(instance),
    ...instance.endpoint,
    zone: instance.zone,
  };
}

/** Returns the standby of a Multi-AZ instance. It accepts no connections, and AWS reports only its zone. */
function standby({ identifier, standbyZone }: InstanceFacts): InstanceHealth {
  return {
    name: `${identifier} (Multi-AZ standby)`,
    role: 'standby',
    state: 'unknown',
    reason: standbyZone
      ? 'AWS reports only its zone'
      : 'AWS does not report its zone yet',
    zone: standbyZone,
  };
}

function replica(instance: InstanceFacts): InstanceHealth {
  const { replication } = instance;
  return {
    ...primary(instance),
    ...(replication && {
      state: replication.normal ? 'unknown' : 'attention',
      reason: `AWS reports the replication as '${replication.status}'`,
    }),
  };
}

function partsOf(
  { details }: Observation,
  { recorded: { instance } }: ObservedDatabase,
): Part[] {
  const { storage, certificate, pending, secret } = instance;
  const schedule = secret && details.secrets.value?.get(secret.arn);
  return [
    {
      kind: 'volume',
      name: storage.type ?? 'storage',
      ...volumeState(instance),
      sizeBytes: storage.gibibytes * GIB,
    },
    ...(certificate
      ? [
          {
            kind: 'certificate' as const,
            name: certificate.authority,
            state: 'unknown' as const,
            reason: `Valid until ${certificate.validTill}, according to AWS`,
            expiresAt: certificate.validTill,
          },
        ]
      : []),
    ...(secret
      ? [
          condition('Password in AWS Secrets Manager', [
            secret.status,
            schedule?.rotation && `rotation: ${schedule.rotation}`,
            schedule?.nextRotationAt &&
              `next rotation: ${schedule.nextRotationAt}`,
          ]),
        ]
      : []),
    ...(pending.length ? [condition('Pending changes', pending)] : []),
  ];
}

function volumeState({ status, storage }: InstanceFacts) {
  const { operation, maxGibibytes, gibibytes } = storage;
  if (status === 'storage-full')
    return { state: 'attention' as const, reason: 'Full' };
  if (operation)
    return {
      state: 'changing' as const,
      reason: `${operation.status}${
        operation.percent === undefined ? '' : `, ${operation.percent} %`
      }`,
    };
  return {
    state: 'unknown' as const,
    reason:
      maxGibibytes && maxGibibytes > gibibytes
        ? `Grows up to ${maxGibibytes}Gi; used space was not read`
        : 'Used space was not read',
  };
}

function condition(name: string, texts: (string | undefined)[]): Part {
  return {
    kind: 'condition',
    name,
    state: 'unknown',
    reason: texts.filter(Boolean).join(', '),
  };
}

/** Returns the parts that could not be read. The message of an error names the IAM action. */
function forbiddenOf({ details }: Observation): Health['forbidden'] {
  const titles: Record<keyof typeof details, string> = {
    snapshots: 'snapshots',
    windows: 'the recovery window',
    secrets: 'the rotation of passwords',
    maintenance: 'planned maintenance',
    supportEnds: 'the end of standard support',
  };
  return Object.entries(details).flatMap(([part, { error }]) =>
    error ? [{ what: titles[part as keyof typeof details], needs: error }] : [],
  );
}
