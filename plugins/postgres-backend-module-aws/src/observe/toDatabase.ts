import {
  type Attention,
  type Database,
  parseQuantity,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
import {
  changesOf,
  type DatabaseRecord,
  operationsOf,
  recordVersionOf,
} from '../record';
import { attentionOf } from './attention';
import { credentialsOf } from './credentialsOf';
import { GIB } from '../rules';
import { endpointsOf } from './endpointsOf';
import { factsOf } from './factsOf';
import type { InstanceFacts } from '../instance';
import type { Observation, ObservedDatabase } from './observation';
import {
  isFinished,
  protectedUntilOf,
  recoveryWindowOf,
  safeOf,
} from './recoverability';
import { statusOf } from './statusOf';
import { stepsOf } from './steps';
import { supportEndedAt } from './supportEndedAt';
import { usableOf } from './usableOf';

/** Returns the ref of a database in a region. */
export function refOf(location: string, name: string): string {
  return stringifyDatabaseRef({ provider: 'aws-rds', location, name });
}

/** Evaluates the observation of a database. Makes no calls, and modifies only the transition times. */
export function toDatabase(
  observation: Observation,
  observed: ObservedDatabase,
  transitionTimes: TransitionTimes,
  now = new Date(),
): Database {
  const { config, at } = observation;
  const { recorded, replicas } = observed;
  const { instance, record, unconfirmed } = recorded;
  const ref = refOf(config.id, instance.identifier);
  const entry = observation.entries?.get(ref);
  const attention: Attention[] = attentionOf(
    observation,
    { ...observed, entry },
    now,
  ).map(draft => ({
    ...draft,
    ...transitionTimes.sinceOf(`${ref}#${draft.id}`, 'on', now),
  }));
  const usable = usableOf(observation, observed);
  const status = statusOf(recorded, usable, attention);
  const safe = safeOf(observation, observed);
  return {
    ref,
    provider: 'aws-rds',
    location: config.id,
    name: instance.identifier,
    // AWS does not report that of a snapshot.
    database: instance.database ?? record?.spec.database,
    user: instance.user,
    status: {
      ...status,
      ...transitionTimes.sinceOf(
        ref,
        `${status.state} ${instance.status}`,
        now,
        // The status `creating` began with the request.
        instance.status === 'creating' ? record?.created.at : undefined,
        { unknown: status.state === 'unknown' },
      ),
    },
    usable,
    safe,
    ...(status.lasting && { hibernated: true }),
    serverVersion: instance.version,
    binding: record?.binding,
    recordVersion: recordVersionOf(recorded),
    unconfirmedBinding: unconfirmed?.binding,
    endpoints: endpointsOf(config, instance, replicas),
    credentials: credentialsOf(instance, entry),
    spec: record ? specOf(record, instance) : {},
    operations: operationsOf(
      recorded,
      supportEndedAt(observation.details, instance.version, now),
    ),
    changes: changesOf,
    steps: stepsOf(config, observed, {
      usable,
      safe: safe.value === true,
      entry,
    }),
    attention,
    summary: summaryOf(observation, observed),
    created: record?.created,
    observedAt: at,
  };
}

/**
 * Returns the requested spec with the values of AWS that can change outside of
 * Backstage, and that quotas count: storage grows by itself, and an adopted instance
 * has no requested values.
 */
function specOf(
  { spec }: DatabaseRecord,
  { protected: isProtected, storage, multiAz }: InstanceFacts,
): Database['spec'] {
  const requested = parseQuantity(spec.storage ?? '') ?? 0;
  const options = spec.size ? spec.options : { multiAz, ...spec.options };
  return {
    ...spec,
    protected: isProtected,
    storage: `${Math.max(requested / GIB, storage.gibibytes)}Gi`,
    ...(options && { options }),
  };
}

function summaryOf(
  observation: Observation,
  observed: ObservedDatabase,
): Database['summary'] {
  const { instance } = observed.recorded;
  const finished = observation.config.endpoint
    ? undefined
    : observed.snapshots?.find(isFinished)?.createdAt;
  const failed = observed.snapshots?.find(
    ({ status }) => status === 'failed',
  )?.createdAt;
  const facts = factsOf(observed);
  return {
    sizeBytes: facts?.sizeBytes,
    connections: facts?.connections,
    storageBytes: instance.storage.gibibytes * GIB,
    recoveryWindow: recoveryWindowOf(observation, observed),
    protectedUntil: protectedUntilOf(observation, instance),
    lastGoodBackupAt: finished,
    lastFailedBackupAt: failed,
  };
}
