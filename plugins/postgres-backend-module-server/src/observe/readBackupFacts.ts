import {
  type Query,
  readArchivedUntil,
  readMadeAt,
  type ServerFacts,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BaseBackups } from '../backups/BaseBackups';
import type { Dumps } from '../backups/Dumps';
import type { RecordedDatabase } from '../record';
import type { ServerBackupFacts } from './observation';

/** Reads what is known of the backups of a server, or what keeps us from it. */
export async function readBackupFacts(
  query: Query,
  sources: { baseBackups: BaseBackups; dumps: Dumps },
  server: ServerFacts,
  records: RecordedDatabase[],
): Promise<ServerBackupFacts> {
  const dumps: ServerBackupFacts['dumps'] = new Map();
  const at = server.now.toISOString();
  try {
    for (const { name, record } of records) {
      if (record) dumps.set(name, await sources.dumps.list(name));
    }
    const base = await sources.baseBackups.list(query, server);
    if (!base.length) return { at, base, dumps, madeAt: new Map() };
    // The right to list is the right to stat.
    const madeAt = await readMadeAt(query);
    const archivedUntil = await readArchivedUntil(query);
    return { at, base, archivedUntil, dumps, madeAt };
  } catch (error) {
    const problem = (error as Error).message;
    return { at, problem, dumps, madeAt: new Map() };
  }
}
