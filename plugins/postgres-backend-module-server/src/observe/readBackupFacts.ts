import type {
  Query,
  ServerFacts,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BaseBackups } from '../backups/BaseBackups';
import type { Dumps } from '../backups/Dumps';
import type { RecordedDatabase } from '../record';
import type { BackupFacts } from './observation';

// Written once, when the database is made. In another tablespace it lies elsewhere, and nothing is told.
const MADE_AT = `
SELECT datname AS name, (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification AS "madeAt"
  FROM pg_database WHERE NOT datistemplate`;

// Written to until the next segment began. Its name is reused after a while; by then it was archived long ago.
const ARCHIVED_UNTIL = `
SELECT coalesce((pg_stat_file('pg_wal/' || last_archived_wal, true)).modification, last_archived_time) AS until
  FROM pg_stat_archiver`;

/** Reads what is known of the backups of a server, or what keeps us from it. */
export async function readBackupFacts(
  query: Query,
  sources: { baseBackups: BaseBackups; dumps: Dumps },
  server: ServerFacts,
  records: RecordedDatabase[],
): Promise<BackupFacts> {
  const dumps: BackupFacts['dumps'] = new Map();
  try {
    for (const { name, record } of records) {
      if (record) dumps.set(name, await sources.dumps.list(name));
    }
    const base = await sources.baseBackups.list(query, server);
    // The right to list is the right to stat.
    const made = base.length
      ? await query<{ name: string; madeAt: Date | null }>(MADE_AT)
      : [];
    const [archived] = base.length
      ? await query<{ until: Date | null }>(ARCHIVED_UNTIL)
      : [];
    return {
      base,
      archivedUntil: archived?.until ?? undefined,
      dumps,
      madeAt: new Map(
        made.flatMap(({ name, madeAt }) => (madeAt ? [[name, madeAt]] : [])),
      ),
    };
  } catch (error) {
    return { problem: (error as Error).message, dumps, madeAt: new Map() };
  }
}
