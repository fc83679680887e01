import type { ObservedDatabase, Observation } from '../observation';
import { databaseBackupCauses, serverBackupCauses } from './backups';
import { ADMIN, NEAR_LIMIT, type Cause } from './cause';
import { existenceCauses } from './existence';
import { loginCauses } from './login';
import { replicationCauses } from './replication';

export { alarms } from './backups';

/** What is wrong with the server, and so with each of its databases. */
export function serverAttention(observation: Observation): Cause[] {
  const { server, config } = observation;
  return [
    ...(server.inRecovery ? [notPrimary(config.id)] : []),
    ...(server.readOnly && !server.inRecovery ? [readOnly(config.id)] : []),
    ...replicationCauses(observation),
    ...serverBackupCauses(observation),
    ...serverConnections(observation),
  ];
}

/** What is wrong with one database alone. */
export function databaseAttention(
  { config }: Observation,
  observed: ObservedDatabase,
): Cause[] {
  const { recorded, safe, dumps, connections } = observed;
  const full =
    connections && connections.used >= NEAR_LIMIT * connections.allowed;
  return [
    ...existenceCauses(recorded),
    ...loginCauses(
      observed,
      `${config.application.host}:${config.application.port}`,
    ),
    ...(full
      ? [
          {
            id: 'connections',
            severity: 'warning' as const,
            what: `${connections.used} of ${connections.allowed} connections are used.`,
            meaning: 'New connections will soon be refused.',
            nextStep:
              'Use fewer connections, for example with a smaller pool, or raise the connection limit.',
          },
        ]
      : []),
    ...databaseBackupCauses(dumps, recorded.exists && safe.value === false),
  ];
}

function notPrimary(server: string): Cause {
  return {
    id: 'not-primary',
    severity: 'error',
    what: `The server ${server} is a standby.`,
    meaning: 'It accepts no writes: it follows another server.',
    nextStep: `${ADMIN}, and the one of Backstage to configure the primary.`,
  };
}

function readOnly(server: string): Cause {
  return {
    id: 'read-only',
    severity: 'error',
    what: `The server ${server} takes no writes.`,
    meaning: 'Applications can read, and what they write is refused.',
    nextStep: `${ADMIN}: default_transaction_read_only is on, as managed services set it when the disk is full.`,
  };
}

function serverConnections({
  server,
  databases,
  config,
}: Observation): Cause[] {
  const used = [...databases.values()].reduce(
    (sum, { connections }) => sum + connections,
    0,
  );
  if (used < NEAR_LIMIT * server.maxConnections) return [];
  return [
    {
      id: 'server-connections',
      severity: 'warning',
      what: `Server ${config.id} has ${used} of ${server.maxConnections} connections in use.`,
      meaning: 'It will soon refuse connections to every one of its databases.',
      nextStep: `${ADMIN} to find out who holds them, or to raise max_connections.`,
    },
  ];
}
