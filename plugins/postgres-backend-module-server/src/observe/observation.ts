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
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { BaseBackup } from '../backups/backupDirectory';
import { isGood } from '../backups/recovery';
import type { ServerConfig } from '../config';
import type { RecordedDatabase } from '../record';
import { yes } from './claims';
import type { TriedLogin } from './LoginChecks';
import type { ObservedInstance } from './instances';

/** What is known of the backups of a server. Read seldom. */
export interface ServerBackupFacts {
  /** When they were read, by the clock of the server. */
  at: string;
  /** Absent: could not be read, see `problem`. */
  base?: BaseBackup[];
  problem?: string;
  /** Dumps by name of the database. */
  dumps: Map<string, Backup[]>;
  /** When the files of a database were made, by its name; missing where our role may not see it. */
  madeAt: Map<string, Date>;
  /** What was written until then is in the archive of WAL; absent: not known. */
  archivedUntil?: Date;
}

/** All that is known of one server at one moment. */
export interface Observation {
  config: ServerConfig;
  server: ServerFacts;
  probes: ReadonlyMap<string, StandbyProbe>;
  instances: ObservedInstance[];
  records: RecordedDatabase[];
  databases: ReadonlyMap<string, SqlDatabaseFacts>;
  sizes: ReadonlyMap<string, number>;
  credentials: ReadonlyMap<string, CredentialReference>;
  /** What came of the stored logins that were tried, by name. */
  logins: ReadonlyMap<string, TriedLogin>;
  /** Absent until read for the first time. */
  backups?: ServerBackupFacts;
  recoveryWindow?: DatabaseSummary['recoveryWindow'];
}

/** One database of an observation. */
export interface ObservedDatabase {
  ref: string;
  recorded: RecordedDatabase;
  /** Absent while it does not exist. */
  facts?: SqlDatabaseFacts;
  credentials?: CredentialReference;
  usable: Claim;
  /** What came of the stored login; absent: not tried yet, or there is none. */
  login?: TriedLogin;
  safe: Claim;
  /** From when on it is known to be there as it is. */
  since?: string;
  /** Before which moment no recovery window of it begins; absent: it has none. */
  windowFrom?: string;
  /** From when to when it can be restored. */
  recoveryWindow?: DatabaseSummary['recoveryWindow'];
  dumps: Backup[];
  connections?: { used: number; allowed: number };
}

/** Picks out one database and works out whether it is usable and safe. */
export function observedDatabase(
  observation: Observation,
  recorded: RecordedDatabase,
  ref: string,
): ObservedDatabase {
  const { name, exists } = recorded;
  const facts = exists ? observation.databases.get(name) : undefined;
  const dumps = observation.backups?.dumps.get(name) ?? [];
  const login = observation.logins.get(name);
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
    ...(facts && {
      connections: {
        used: facts.connections,
        allowed: Math.min(
          facts.connectionLimit ?? Infinity,
          observation.server.maxConnections,
        ),
      },
    }),
  };
}

/** No is known from the server's catalog, yes from the stored login alone, which was tried. */
function isUsable(
  { server }: Observation,
  { record }: RecordedDatabase,
  facts: SqlDatabaseFacts | undefined,
  login: TriedLogin | undefined,
): Claim {
  if (!facts || refusesLogins(facts)) return no('instance', server.now);
  // Whoever asked for it is told to wait until it is complete.
  if (record && !record.finished) return no('request', server.now);
  if (!login)
    return unknown(
      record?.credentials
        ? 'The login of applications was not tried yet'
        : 'Backstage has no login of it to try',
    );
  const at = new Date(login.at);
  if (login.works) return yes('usable', 'login', at);
  return login.works === false
    ? no('login', at)
    : unknown('Whether it accepts the login of applications is not known');
}

/** Whether the catalog says that the role cannot get in. */
export function refusesLogins(facts: SqlDatabaseFacts): boolean {
  return !(facts.allowsConnections && facts.mayLogin && facts.mayConnect);
}

/** From when on the database is known to be there as it is. */
function existsSince(
  { backups }: Observation,
  { name, exists, record }: RecordedDatabase,
): string | undefined {
  if (!exists) return undefined;
  return backups?.madeAt.get(name)?.toISOString() ?? record?.finished?.at;
}

/**
 * From when on base backups restore it: since it was made where one began
 * after that. An older one restores it from the archive, once its making is there.
 */
function restorableSince(
  { backups }: Observation,
  { exists, record }: RecordedDatabase,
  since: string | undefined,
): string | undefined {
  if (!exists || !since || !backups?.base) return undefined;
  if (backups.base.some(backup => holds(backup, since))) return since;
  const made = [since, record?.finished?.at ?? since].sort()[1];
  return (backups.archivedUntil?.toISOString() ?? '') > made ? made : undefined;
}

/** Whether a backup began after the database was there. */
function holds(backup: Backup, since: string): boolean {
  return isGood(backup) && backup.startedAt > since;
}

/** Whether a finished backup holds it. */
function isSafe(
  { backups, server }: Observation,
  { exists, missing }: RecordedDatabase,
  since: string | undefined,
  dumps: Backup[],
): Claim {
  // What was dropped may be in older backups.
  if (!exists)
    return missing
      ? unknown('It is gone; older backups may hold it')
      : no('instance', server.now);
  if (!since || !backups)
    return unknown(backups?.problem ?? 'Its backups were not read yet');
  const { base, at, problem } = backups;
  if ([...dumps, ...(base ?? [])].some(backup => holds(backup, since)))
    return yes('safe', 'archive', at);
  // Dumps alone do not tell what other backups there are.
  return base
    ? no('archive', at)
    : unknown(problem ?? 'Base backups cannot be listed');
}

/** The server's window as far as it holds the database. */
export function windowSince(
  window: DatabaseSummary['recoveryWindow'],
  since: string | undefined,
): DatabaseSummary['recoveryWindow'] {
  if (!window || !since || window.to < since) return undefined;
  return { ...window, from: window.from > since ? window.from : since };
}
