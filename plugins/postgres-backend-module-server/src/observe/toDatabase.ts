import type {
  Attention,
  Database,
  Endpoint,
  Message,
  Status,
} from '@pgstage/backstage-plugin-postgres-common';
import type { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ApplicationAddress } from '../config';
import { isGood } from '../backups/recovery';
import { message } from '../messages';
import {
  furtherContents,
  isRestoring,
  loginOf,
  operationsOf,
  recordVersionOf,
} from '../record';
import {
  needsAttention,
  databaseAttention,
  serverAttention,
} from './attention';
import type { Observation, ObservedDatabase } from './observation';
import { stepsOf } from './steps';

/** A creation without progress for this long is reported as stopped. */
const CREATION_LIMIT_MS = 10 * 60_000;

/** Evaluates an observed database for the directory. */
export function toDatabase(
  observation: Observation,
  observed: ObservedDatabase,
  transitionTimes: TransitionTimes,
  now: Date,
): Database {
  const { config, server } = observation;
  const { ref, recorded, credentials, usable, safe } = observed;
  const { record, name, owner, missing, unconfirmed } = recorded;
  const attention = [
    ...serverAttention(observation),
    ...databaseAttention(observation, observed),
  ]
    .map(cause => ({
      ...cause,
      ...(!cause.since &&
        transitionTimes.sinceOf(`${ref}#${cause.id}`, 'on', now)),
    }))
    .sort((a, b) => rank(a) - rank(b));
  const { state, reason } = stateOf(observation, observed, attention, now);
  return {
    ref,
    provider: 'server',
    location: config.id,
    name,
    database: name,
    // The stored login, even if the owner was changed.
    user: loginOf(recorded) ?? owner,
    status: {
      state,
      reason,
      ...transitionTimes.sinceOf(
        ref,
        // A restart of the server is a transition.
        `${state} ${server.startedAt.toISOString()}`,
        now,
        stateSince(observation, observed, state, attention),
        { unknown: state === 'unknown' },
      ),
    },
    usable,
    safe,
    serverVersion: server.version,
    binding: record?.binding,
    recordVersion: recordVersionOf(recorded),
    unconfirmedBinding: record ? undefined : unconfirmed?.binding,
    endpoints: endpointsOf(observation),
    credentials,
    spec: record?.spec ?? {},
    operations: operationsOf(config, record, missing),
    changes: furtherContents,
    steps: stepsOf(observed),
    attention,
    summary: summaryOf(observation, observed),
    created: record?.created,
    observedAt: now.toISOString(),
  };
}

function rank({ id, severity }: Attention): number {
  return (severity === 'error' ? 0 : 1) + (needsAttention({ id }) ? 0 : 2);
}

function stateOf(
  { server }: Observation,
  observed: ObservedDatabase,
  attention: Attention[],
  now: Date,
): Pick<Status, 'state' | 'reason'> {
  const { usable, recorded } = observed;
  const { record, exists } = recorded;
  if (record?.removing)
    return { state: 'changing', reason: providerMessage('beingRemoved') };
  if (record && isRestoring(record) && !record.restore?.failedAt)
    return { state: 'changing', reason: restoringReason(observed) };
  const step = stepsOf(observed).find(({ state }) => state === 'running');
  // Nothing can be created on a standby.
  if (step && record && !server.inRecovery) {
    const isLate =
      now.getTime() - Date.parse(record.credentials?.at ?? record.created.at) >
      CREATION_LIMIT_MS;
    return isLate
      ? {
          state: 'attention',
          reason: message('creationStopped', { step: step.title }),
        }
      : {
          state: 'changing',
          reason: message('beingCreated', { step: step.title }),
        };
  }
  const cause = attention.find(needsAttention);
  if (cause) return { state: 'attention', reason: cause.what };
  if (!exists) return { state: 'unknown', reason: message('doesNotExist') };
  if (usable.value)
    return { state: 'working', reason: message('acceptsConnections') };
  if (record?.credentials)
    return {
      state: 'unknown',
      reason:
        usable.value === null ? usable.reason : message('storedLoginUnknown'),
    };
  return {
    state: 'working',
    reason: message('notChecked', { role: recorded.owner }),
  };
}

function restoringReason({ restore }: ObservedDatabase): Message {
  return restore?.progress
    ? message('beingRestored', restore.progress)
    : message('waitsForRestore');
}

/** Returns since when the state holds, as far as it is known from the server. */
function stateSince(
  { server }: Observation,
  { since, recorded }: ObservedDatabase,
  state: Status['state'],
  attention: Attention[],
): string | undefined {
  if (state === 'working')
    return since && latest([since, server.startedAt.toISOString()]);
  if (state === 'changing')
    return recorded.record?.removing ? undefined : recorded.record?.created.at;
  const cause = attention.find(needsAttention);
  return state === 'attention' && !cause?.sinceAtLeast
    ? cause?.since
    : undefined;
}

/** Returns the endpoints for applications: the primary read-write, each standby read-only. */
export function endpointsOf({
  config,
}: Pick<Observation, 'config'>): Database['endpoints'] {
  return [
    endpoint('read-write', config.application),
    ...config.standbys.map(({ application }) =>
      endpoint('read-only', application),
    ),
  ];
}

function endpoint(
  purpose: Endpoint['purpose'],
  { host, port, sslMode }: ApplicationAddress,
): Endpoint {
  return { purpose, host, port, sslMode };
}

function summaryOf(
  observation: Observation,
  { recorded, dumps, since, connections, recoveryWindow }: ObservedDatabase,
): Database['summary'] {
  const { instances, sizes, backups } = observation;
  // Only backups that can contain the database.
  const all = [...dumps, ...(backups?.base ?? [])].filter(
    ({ startedAt }) => !since || startedAt > since,
  );
  const lags = instances.flatMap(({ lag }) => lag ?? []);
  return {
    instances: {
      total: instances.length,
      working: instances.filter(({ state }) => state === 'working').length,
    },
    ...(lags.length && {
      worstLag: {
        bytes: worst(lags.map(({ replayBytes }) => replayBytes)),
        seconds: worst(lags.map(({ replaySeconds }) => replaySeconds)),
      },
    }),
    sizeBytes: sizes.get(recorded.name),
    connections,
    recoveryWindow,
    lastGoodBackupAt: latest(
      all.filter(isGood).map(({ finishedAt }) => finishedAt),
    ),
    lastFailedBackupAt: latest(
      all
        .filter(backup => backup.status !== 'running' && !isGood(backup))
        .map(({ startedAt }) => startedAt),
    ),
  };
}

/** Returns the largest value; undefined if one is unknown. */
function worst(values: Array<number | undefined>): number | undefined {
  return values.reduce((a, b) =>
    a === undefined || b === undefined ? undefined : Math.max(a, b),
  );
}

function latest(times: Array<string | undefined>): string | undefined {
  return times
    .flatMap(time => time ?? [])
    .sort()
    .at(-1);
}
