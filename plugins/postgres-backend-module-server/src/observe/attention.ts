import type {
  Attention,
  Backup,
  Member,
} from '@pgstage/backstage-plugin-postgres-common';
import { archivingOf, isGood } from '../backups/recovery';
import { LAG_LIMIT_SECONDS, secondsBehind } from './members';
import type { ObservedDatabase, Observation } from './observation';

type Cause = Omit<Attention, 'since'> & { since?: string };

const GIB = 1024 ** 3;
const gigabytes = (bytes: number) => `${(bytes / GIB).toFixed(1)} GB`;
const NEAR_LIMIT = 0.9;
const ADMIN = 'Ask the administrator of the server';

const NO_BACKUP = 'no-backup';
const BACKUPS_UNKNOWN = 'backups-unknown';

/** What is wrong with the server, and so with each of its databases. */
export function serverAttention(observation: Observation): Cause[] {
  const { server, members, config, backups } = observation;
  return [
    ...(server.inRecovery ? [notPrimary(config.id)] : []),
    ...members
      .filter(({ name }) => name !== config.id)
      .flatMap(member => standby(member, observation)),
    ...idleSlots(observation),
    ...archiving(observation),
    ...(backups?.problem ? [backupsUnknown(backups.problem)] : []),
    ...failedBackup('backup-failed', 'base backup', backups?.base ?? []),
    ...serverConnections(observation),
  ];
}

/** What is wrong with one database alone. */
export function databaseAttention({
  recorded,
  facts,
  safe,
  dumps,
  connections,
}: ObservedDatabase): Cause[] {
  const refused = facts && !(facts.allowsConnections && facts.ownerMayLogin);
  const full =
    connections && connections.used >= NEAR_LIMIT * connections.allowed;
  return [
    ...(refused
      ? [
          {
            id: 'login-refused',
            severity: 'error' as const,
            what: facts.allowsConnections
              ? `The role ${recorded.owner} may not log in.`
              : 'The database allows no connections.',
            meaning: 'Applications cannot connect.',
            nextStep: `${ADMIN}: it was changed outside of Backstage.`,
          },
        ]
      : []),
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
    ...failedBackup('dump-failed', 'dump', dumps),
    ...(safe === false && recorded.exists
      ? [
          {
            id: NO_BACKUP,
            severity: 'warning' as const,
            what: 'No backup holds this database yet.',
            meaning: 'If it is lost now, it cannot be restored.',
            nextStep: 'Take a backup.',
          },
        ]
      : []),
  ];
}

/** Whether a cause makes the database's state `attention`. A missing backup does not: it works, and is not safe. */
export function alarms({ id }: Pick<Attention, 'id'>): boolean {
  return id !== NO_BACKUP && id !== BACKUPS_UNKNOWN;
}

function notPrimary(server: string): Cause {
  return {
    id: 'not-primary',
    severity: 'error',
    what: `The server ${server} is a standby now.`,
    meaning: 'It accepts no writes: another server has become the primary.',
    nextStep: `${ADMIN}, and the one of Backstage to configure the new primary.`,
  };
}

function standby(member: Member, { server, probes }: Observation): Cause[] {
  if (member.state === 'working' || member.state === 'changing') return [];
  if (member.state === 'unknown' && !member.since) return [];
  const { name, reason, lag } = member;
  const behind = secondsBehind(lag) > LAG_LIMIT_SECONDS;
  const probe = probes.get(name);
  const slotName = (probe?.facts ?? probe?.lastFacts)?.slotName;
  const slot = server.slots.find(
    slotFacts => slotFacts.name === slotName && !slotFacts.active,
  );
  return [
    {
      id: `${behind ? 'standby-lag' : 'standby-down'}:${name}`,
      severity: 'warning',
      what: `Standby ${name}: ${reason}.`,
      since: member.since,
      meaning:
        'The primary works. Reads on the standby are old or refused, and it cannot take over.',
      nextStep: `${ADMIN} to look at the standby.`,
      // In steps of 0.1 GB, or every poll would be a change.
      ...(slot?.retainedBytes && {
        evidence: `Slot ${slot.name} holds ${gigabytes(
          slot.retainedBytes,
        )} of WAL back for it (${slot.walStatus}).`,
      }),
    },
  ];
}

/** Slots of nobody. Those of a configured standby are told with the standby: one row a cause. */
function idleSlots({ server, probes }: Observation): Cause[] {
  const own = [...probes.values()].map(
    ({ facts, lastFacts }) => (facts ?? lastFacts)?.slotName,
  );
  return server.slots
    .filter(({ name, active }) => !active && !own.includes(name))
    .filter(
      ({ retainedBytes = 0, walStatus }) =>
        retainedBytes >= GIB || walStatus === 'lost',
    )
    .map(({ name, retainedBytes = 0, walStatus }) =>
      walStatus === 'lost'
        ? {
            id: `slot:${name}`,
            severity: 'warning',
            what: `Replication slot ${name} has lost WAL that its reader needs.`,
            meaning: 'Whoever reads from it must be copied anew.',
            nextStep: `${ADMIN} to drop the slot or copy its reader anew.`,
          }
        : {
            id: `slot:${name}`,
            severity: 'warning',
            what: `Replication slot ${name} is inactive and holds ${gigabytes(
              retainedBytes,
            )} of WAL.`,
            meaning:
              'The disk of the server fills up until the slot is read or dropped.',
            nextStep: `${ADMIN} to start its reader or drop the slot.`,
          },
    );
}

function archiving({ server }: Observation): Cause[] {
  const { state, reason, lastFailedAt } = archivingOf(server);
  // Archiving that is off on purpose is told by the backups.
  if (state !== 'attention' || server.archiver.mode === 'off') return [];
  return [
    {
      id: 'archiving',
      severity: 'error',
      what: `${reason}.`,
      meaning:
        'They cannot be restored, and the disk of the server fills up with WAL.',
      nextStep: `${ADMIN} to repair archive_command and its target.`,
      ...(lastFailedAt && { evidence: `Last failure at ${lastFailedAt}` }),
    },
  ];
}

function backupsUnknown(problem: string): Cause {
  return {
    id: BACKUPS_UNKNOWN,
    severity: 'warning',
    what: 'Backstage cannot see the backups of this server.',
    meaning: 'Whether this database can be restored is not known here.',
    nextStep: ADMIN,
    evidence: problem,
  };
}

function failedBackup(id: string, what: string, backups: Backup[]): Cause[] {
  const last = backups.find(({ status }) => status !== 'running');
  if (!last || isGood(last)) return [];
  const good = backups.find(isGood);
  return [
    {
      id,
      severity: 'warning',
      what: `The last ${what} failed.`,
      since: last.startedAt,
      meaning: good
        ? `The last good one is of ${good.startedAt}.`
        : 'There is no good one.',
      nextStep:
        'Take a new one; if it fails too, ask the administrator of the server.',
      evidence: last.error ?? last.verified?.message,
    },
  ];
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
