import type {
  Backup,
  CredentialReference,
  DatabaseSummary,
  Member,
} from '@pgstage/backstage-plugin-postgres-common';
import type { BaseBackup } from '../backups/backupDirectory';
import type { ServerConfig } from '../config';
import type { RecordedDatabase } from '../record';
import type { DatabaseFacts } from './databaseFacts';
import type { StandbyProbe } from './StandbyProbes';
import type { ServerFacts } from './serverFacts';

/** What is known of the backups of a server. Read seldom. */
export interface BackupFacts {
  /** Absent: could not be read, see `problem`. */
  base?: BaseBackup[];
  problem?: string;
  /** Dumps by name of the database. */
  dumps: Map<string, Backup[]>;
  /** When the files of a database were made, by its name; missing where our role may not see it. */
  madeAt: Map<string, Date>;
}

/** All that is known of one server at one moment. */
export interface Observation {
  config: ServerConfig;
  server: ServerFacts;
  probes: ReadonlyMap<string, StandbyProbe>;
  members: Member[];
  records: RecordedDatabase[];
  databases: ReadonlyMap<string, DatabaseFacts>;
  sizes: ReadonlyMap<string, number>;
  credentials: ReadonlyMap<string, CredentialReference>;
  /** Absent until read for the first time. */
  backups?: BackupFacts;
  recoveryWindow?: DatabaseSummary['recoveryWindow'];
}

/** One database of an observation. */
export interface ObservedDatabase {
  ref: string;
  recorded: RecordedDatabase;
  /** Absent while it does not exist. */
  facts?: DatabaseFacts;
  credentials?: CredentialReference;
  usable: boolean;
  /** Absent: not known. */
  safe?: boolean;
  dumps: Backup[];
  connections?: { used: number; allowed: number };
}

/** Picks out one database and works out whether it is usable and safe. */
export function observedDatabase(
  observation: Observation,
  recorded: RecordedDatabase,
  ref: string,
): ObservedDatabase {
  const { name, record } = recorded;
  const facts = recorded.exists ? observation.databases.get(name) : undefined;
  const credentials = observation.credentials.get(ref);
  const ours = record !== undefined && !record.adopted;
  const dumps = observation.backups?.dumps.get(name) ?? [];
  return {
    ref,
    recorded,
    facts,
    credentials,
    usable: Boolean(
      facts?.allowsConnections &&
        facts.ownerMayLogin &&
        (!ours || (record.credentials?.state === 'stored' && credentials)),
    ),
    safe: isSafe(observation, recorded, dumps),
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

/** Whether it can be restored: from a dump, or to a moment at which it existed. */
function isSafe(
  { backups, recoveryWindow }: Observation,
  { name, record, exists }: RecordedDatabase,
  dumps: Backup[],
): boolean | undefined {
  if (!exists) return false;
  if (dumps.some(({ status }) => status === 'finished')) return true;
  const madeAt =
    backups?.madeAt.get(name)?.toISOString() ??
    (record?.adopted ? undefined : record?.created.at);
  if (!backups?.base || !madeAt) return undefined;
  return recoveryWindow !== undefined && recoveryWindow.to > madeAt;
}
