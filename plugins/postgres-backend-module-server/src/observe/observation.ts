import type {
  Backup,
  Claim,
  CredentialReference,
  DatabaseSummary,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  SqlDatabaseFacts,
  ServerFacts,
  StandbyProbe,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import {
  no,
  unknown,
  providerMessage,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { BaseBackup } from '../backups/backupDirectory';
import { isGood } from '../backups/recovery';
import type { ServerConfig } from '../config';
import { message } from '../messages';
import type { RecordedDatabase } from '../record';
import { yes } from './claims';
import type { LoginAttempt } from './LoginChecks';
import type { ObservedInstance } from './instances';
import type { RestoreFacts } from './readRestores';

/** The backups of a server, from the slow poll. */
export interface ServerBackupFacts {
  /** When they were read, by the clock of the server. */
  at: string;
  /** Absent if they could not be read, see `problem`. */
  base?: BaseBackup[];
  problem?: string;
  /** Dumps by the name of the database. */
  dumps: Map<string, Backup[]>;
  /** Creation times of databases by name, as far as Backstage's role may read them. */
  createdAt: Map<string, Date>;
  /** WAL written until this time is archived; absent if unknown. */
  archivedUntil?: Date;
}

/** One server at one time. */
export interface Observation {
  config: ServerConfig;
  server: ServerFacts;
  probes: ReadonlyMap<string, StandbyProbe>;
  instances: ObservedInstance[];
  records: RecordedDatabase[];
  databases: ReadonlyMap<string, SqlDatabaseFacts>;
  sizes: ReadonlyMap<string, number>;
  credentials: ReadonlyMap<string, CredentialReference>;
  /** The last attempts of the stored logins, by name of the database. */
  logins: ReadonlyMap<string, LoginAttempt>;
  /** How many sessions the previous login has, by name of the database. */
  otherSessions: ReadonlyMap<string, number>;
  /** The restores that have not finished, by name of the new database. */
  restores: ReadonlyMap<string, RestoreFacts>;
  /** Absent until the first slow poll. */
  backups?: ServerBackupFacts;
  recoveryWindow?: DatabaseSummary['recoveryWindow'];
}

/** One database of an observation. */
export interface ObservedDatabase {
  ref: string;
  recorded: RecordedDatabase;
  /** Absent if the database does not exist. */
  facts?: SqlDatabaseFacts;
  credentials?: CredentialReference;
  usable: Claim;
  /** The last attempt of the stored login; absent if there is none yet. */
  login?: LoginAttempt;
  safe: Claim;
  /** Since when the database is known to exist. */
  since?: string;
  /** Earliest start of its recovery window; absent if no base backup restores it. */
  windowFrom?: string;
  /** The range of times to which it can be restored. */
  recoveryWindow?: DatabaseSummary['recoveryWindow'];
  dumps: Backup[];
  /** How many sessions the previous login has; absent if there is none. */
  otherSessions?: number;
  /** Absent unless the database is being restored, or its restore failed. */
  restore?: RestoreFacts;
  /** Sessions of the current login; each login has the limit of its own. */
  connections?: { used: number; allowed: number };
}

/** Returns one database of an observation, with its claims `usable` and `safe`. */
export function observedDatabase(
  observation: Observation,
  recorded: RecordedDatabase,
  ref: string,
): ObservedDatabase {
  const { name, exists } = recorded;
  const facts = exists ? observation.databases.get(name) : undefined;
  const dumps = observation.backups?.dumps.get(name) ?? [];
  const login = observation.logins.get(name);
  const otherSessions = observation.otherSessions.get(name);
  const since = existsSince(observation, recorded);
  const windowFrom = restorableSince(observation, recorded, since);
  const recoveryWindow = windowSince(observation.recoveryWindow, windowFrom);
  return {
    ref,
    recorded,
    facts,
    credentials: observation.credentials.get(ref),
    usable: isUsable(observation, recorded, facts, login),
    login,
    since,
    safe:
      recoveryWindow && !recoveryWindow.unproven
        ? { value: true, ...recoveryWindow.evidence }
        : isSafe(observation, recorded, since, dumps),
    windowFrom,
    recoveryWindow,
    dumps,
    otherSessions,
    restore: observation.restores.get(name),
    ...(facts && {
      connections: {
        used: Math.max(0, facts.connections - (otherSessions ?? 0)),
        allowed: Math.min(
          facts.connectionLimit ?? Infinity,
          observation.server.maxConnections,
        ),
      },
    }),
  };
}

/** The system catalog is sufficient for no; only a successful attempt of the stored login is for yes. */
function isUsable(
  { server }: Observation,
  { record }: RecordedDatabase,
  facts: SqlDatabaseFacts | undefined,
  login: LoginAttempt | undefined,
): Claim {
  if (!facts || refusesLogins(facts)) return no('instance', server.now);
  // Not usable until the creation is complete.
  if (record && !record.finished) return no('request', server.now);
  if (!login)
    return unknown(
      record?.credentials
        ? message('storedLoginNotChecked')
        : message('noStoredLogin'),
    );
  const at = new Date(login.at);
  if (login.works) return yes('usable', 'login', at);
  return login.works === false
    ? no('login', at)
    : unknown(message('storedLoginUnknown'));
}

/** Returns whether the system catalog denies the role to connect. */
export function refusesLogins(facts: SqlDatabaseFacts): boolean {
  return !(facts.allowsConnections && facts.mayLogin && facts.mayConnect);
}

/** Returns since when the database is known to exist. */
function existsSince(
  { backups }: Observation,
  { name, exists, record }: RecordedDatabase,
): string | undefined {
  if (!exists) return undefined;
  return backups?.createdAt.get(name)?.toISOString() ?? record?.finished?.at;
}

/**
 * Returns the earliest time to which base backups restore the database: its
 * creation, if a base backup started later. An older base backup restores it
 * with WAL, once the WAL of its creation is archived.
 */
function restorableSince(
  { backups }: Observation,
  { exists, record }: RecordedDatabase,
  since: string | undefined,
): string | undefined {
  if (!exists || !since || !backups?.base) return undefined;
  if (backups.base.some(backup => contains(backup, since))) return since;
  const created = [since, record?.finished?.at ?? since].sort()[1];
  return (backups.archivedUntil?.toISOString() ?? '') > created
    ? created
    : undefined;
}

/** Returns whether a good backup started after the creation of the database. */
function contains(backup: Backup, since: string): boolean {
  return isGood(backup) && backup.startedAt > since;
}

/** Returns whether a finished backup contains the database. */
function isSafe(
  { backups, server }: Observation,
  { exists, missing }: RecordedDatabase,
  since: string | undefined,
  dumps: Backup[],
): Claim {
  // Older backups can contain a dropped database.
  if (!exists)
    return missing
      ? unknown(message('olderBackupsMayContainIt'))
      : no('instance', server.now);
  const notRead = backups?.problem
    ? providerMessage('verbatim', { text: backups.problem })
    : message('backupsNotRead');
  if (!since || !backups) return unknown(notRead);
  const { base, at } = backups;
  if ([...dumps, ...(base ?? [])].some(backup => contains(backup, since)))
    return yes('safe', 'archive', at);
  // A list of dumps only is not sufficient for no.
  return base ? no('archive', at) : unknown(notRead);
}

/** Returns the part of the server's recovery window in which the database exists. */
export function windowSince(
  window: DatabaseSummary['recoveryWindow'],
  since: string | undefined,
): DatabaseSummary['recoveryWindow'] {
  if (!window || !since || window.to < since) return undefined;
  return { ...window, from: window.from > since ? window.from : since };
}
