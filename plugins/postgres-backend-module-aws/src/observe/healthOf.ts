import type {
  Claim,
  Health,
  InstanceHealth,
  Message,
  Part,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { type InstanceFacts, meaningOf } from '../instance';
import { message } from '../messages';
import { GIB } from '../rules';
import type { LoginState } from '../sql';
import { shownBy } from './claims';
import { factsOf } from './factsOf';
import type { Observation, ObservedDatabase } from './observation';
import type { RegionDetails, SecretFacts } from './RegionDetails';
import { untriedMessage, usableOf } from './usableOf';

/** Returns section `health`: what AWS reports, and PostgreSQL after the last login. Makes no calls. */
export function healthOf(
  observation: Observation,
  observed: ObservedDatabase,
): Health {
  const { instance } = observed.recorded;
  const facts = factsOf(observed);
  return {
    instances: [
      primary(observation, observed),
      ...(instance.multiAz ? [standby(instance)] : []),
      ...observed.replicas.map(each => replica(observation, each)),
    ],
    slots: (facts?.slots ?? []).map(({ pid: _pid, ...slot }) => slot),
    connections: facts?.connections,
    sizeBytes: facts?.sizeBytes,
    parts: partsOf(observation, observed),
    forbidden: forbiddenOf(observation),
  };
}

/** A state without evidence that the instance works. */
interface UnprovenState {
  state: 'unknown' | 'changing' | 'attention';
  reason: Message;
}

/** Returns the state of an instance by its status, which does not prove that it works. */
function stateOf(
  { config }: Observation,
  { status }: InstanceFacts,
): UnprovenState {
  const meaning = meaningOf(status);
  if (!meaning)
    return { state: 'unknown', reason: message('unknownStatus', { status }) };
  switch (meaning.kind) {
    case 'available':
      return { state: 'unknown', reason: untriedMessage(config) };
    case 'problem':
      return { state: 'attention', reason: meaning.reason };
    default:
      return { state: 'changing', reason: meaning.reason };
  }
}

/** Returns the instance of a database. It works if the last login did. */
function primary(
  observation: Observation,
  observed: ObservedDatabase,
): InstanceHealth {
  const { instance } = observed.recorded;
  if (meaningOf(instance.status)?.kind !== 'available')
    return instanceHealth(observation, instance);
  const usable = usableOf(observation, observed);
  return {
    ...instanceHealth(observation, instance, verdictOf(usable)),
    startedAt: factsOf(observed)?.startedAt,
  };
}

function verdictOf(usable: Claim): Verdict {
  if (usable.value)
    return {
      state: 'working',
      reason: providerMessage('acceptsLogins'),
      evidence: shownBy('instance', 'instance', usable.at),
    };
  return usable.value === null
    ? { state: 'unknown', reason: usable.reason }
    : { state: 'attention', reason: message('passwordRefused') };
}

function instanceHealth(
  observation: Observation,
  instance: InstanceFacts,
  state: Verdict = stateOf(observation, instance),
): InstanceHealth {
  return {
    name: instance.identifier,
    role: instance.replicaOf ? 'standby' : 'primary',
    ...state,
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
      ? message('standbyZoneOnly')
      : message('standbyZoneUnknown'),
    zone: standbyZone,
  };
}

function replica(
  observation: Observation,
  instance: InstanceFacts,
): InstanceHealth {
  const { replication } = instance;
  if (!replication) return instanceHealth(observation, instance);
  const { normal, status } = replication;
  return instanceHealth(observation, instance, {
    state: normal ? 'unknown' : 'attention',
    reason: message('replicationStatus', { status }),
  });
}

function partsOf(
  observation: Observation,
  { recorded: { instance }, login }: ObservedDatabase,
): Part[] {
  const { storage, certificate, pending, secret } = instance;
  const schedule = secret && observation.details.secrets.value?.get(secret.arn);
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
            reason: message('certificateValid', {
              at: certificate.validTill,
            }),
            expiresAt: certificate.validTill,
          },
        ]
      : []),
    ...(secret
      ? [
          condition(
            'password',
            message('passwordInStore'),
            passwordReason(secret.status, schedule),
          ),
        ]
      : []),
    ...sqlPart(login),
    ...(pending.length
      ? [
          condition(
            'pending-changes',
            message('pendingChanges'),
            providerMessage('verbatim', { text: pending.join(', ') }),
          ),
        ]
      : []),
    ...unreadOf(observation, false).map(({ name, title, error }) =>
      condition(name, title, message('notRead', { error })),
    ),
  ];
}

/** Returns when size and connections were read, or why they were not. */
function sqlPart(login: LoginState | undefined): Part[] {
  if (!login || login === 'pending' || !login.works) return [];
  const { at, factsError: error } = login;
  return [
    condition(
      'sql',
      message('sizeAndConnections'),
      error === undefined
        ? message('readBySql', { at })
        : message('notRead', { error }),
    ),
  ];
}

function volumeState({ status, storage }: InstanceFacts): UnprovenState {
  const { operation, maxGibibytes, gibibytes } = storage;
  if (status === 'storage-full')
    return { state: 'attention', reason: message('full') };
  if (operation) {
    const { status: name, percent } = operation;
    return {
      state: 'changing',
      reason:
        percent === undefined
          ? providerMessage('verbatim', { text: name })
          : message('storageOperationProgress', { operation: name, percent }),
    };
  }
  return {
    state: 'unknown',
    reason:
      maxGibibytes && maxGibibytes > gibibytes
        ? message('growsUpTo', { max: maxGibibytes })
        : message('usedSpaceUnknown'),
  };
}

function passwordReason(
  status: string,
  { rotation, nextRotationAt: at }: SecretFacts = {},
): Message {
  if (!rotation) return providerMessage('verbatim', { text: status });
  return at
    ? message('passwordNextRotation', { status, rotation, at })
    : message('passwordRotation', { status, rotation });
}

function condition(name: string, title: Message, reason: Message): Part {
  return { kind: 'condition', name, title, state: 'unknown', reason };
}

const titles: Record<keyof RegionDetails, Message> = {
  snapshots: message('snapshots'),
  windows: message('recoveryWindow'),
  secrets: message('rotationOfPasswords'),
  maintenance: message('plannedMaintenance'),
  supportEnds: message('endOfSupport'),
};

/** Returns what could not be read, by whether a permission is missing. */
function unreadOf({ details }: Observation, isForbidden: boolean) {
  return Object.entries(details).flatMap(([name, { error, forbidden }]) =>
    error && Boolean(forbidden) === isForbidden
      ? [{ name, title: titles[name as keyof RegionDetails], error }]
      : [],
  );
}

/** Returns what Backstage must not read. The message of an error names the IAM action. */
function forbiddenOf(observation: Observation): Health['forbidden'] {
  return unreadOf(observation, true).map(({ title, error }) => ({
    what: title,
    needs: providerMessage('verbatim', { text: error }),
  }));
}
