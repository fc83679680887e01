import { message } from '../../messages';
import type { ObservedDatabase, Observation } from '../observation';
import {
  databaseBackupAttention,
  restoreAttention,
  serverBackupAttention,
} from './backups';
import { NEAR_LIMIT, type AttentionDraft } from './attentionDraft';
import { existenceAttention } from './existence';
import { loginAttention } from './login';
import { otherLoginAttention } from './otherLogin';
import { replicationAttention } from './replication';

export { needsAttention } from './backups';

/** Problems of the server, which affect all its databases. */
export function serverAttention(observation: Observation): AttentionDraft[] {
  const { server, config } = observation;
  return [
    ...(server.inRecovery ? [notPrimary(config.id)] : []),
    ...(server.readOnly && !server.inRecovery ? [readOnly(config.id)] : []),
    ...replicationAttention(observation),
    ...serverBackupAttention(observation),
    ...serverConnections(observation),
  ];
}

/** Problems of one database. */
export function databaseAttention(
  { config }: Observation,
  observed: ObservedDatabase,
): AttentionDraft[] {
  const { recorded, safe, dumps, connections } = observed;
  const full =
    connections && connections.used >= NEAR_LIMIT * connections.allowed;
  return [
    ...existenceAttention(recorded),
    ...restoreAttention(observed),
    ...loginAttention(
      observed,
      `${config.application.host}:${config.application.port}`,
    ),
    ...otherLoginAttention(observed),
    ...(full
      ? [
          {
            id: 'connections',
            severity: 'warning' as const,
            what: message('databaseConnectionsUsed', connections),
            meaning: message('connectionsSoonRejected'),
            nextStep: message('useFewerConnections'),
          },
        ]
      : []),
    ...databaseBackupAttention(dumps, recorded.exists && safe.value === false),
  ];
}

function notPrimary(server: string): AttentionDraft {
  return {
    id: 'not-primary',
    severity: 'error',
    what: message('isStandby', { server }),
    meaning: message('followsAnother'),
    nextStep: message('configurePrimary'),
  };
}

function readOnly(server: string): AttentionDraft {
  return {
    id: 'read-only',
    severity: 'error',
    what: message('acceptsNoWrites', { server }),
    meaning: message('writesFail'),
    nextStep: message('readOnlyIsOn'),
  };
}

function serverConnections({
  server,
  databases,
  config,
}: Observation): AttentionDraft[] {
  const used = [...databases.values()].reduce(
    (sum, { connections }) => sum + connections,
    0,
  );
  if (used < NEAR_LIMIT * server.maxConnections) return [];
  return [
    {
      id: 'server-connections',
      severity: 'warning',
      what: message('serverConnectionsUsed', {
        server: config.id,
        used,
        allowed: server.maxConnections,
      }),
      meaning: message('serverConnectionsSoonRejected'),
      nextStep: message('findConnections'),
    },
  ];
}
