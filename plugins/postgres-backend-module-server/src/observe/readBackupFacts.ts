import {
  type Query,
  readArchivedUntil,
  readCreatedAt,
  type ServerFacts,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BaseBackups } from '../backups/BaseBackups';
import type { Dumps } from '../backups/Dumps';
import type { RecordedDatabase } from '../record';
import type { ServerBackupFacts } from './observation';

/** Reads the backups of a server, or the problem that prevents it. */
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
    if (!base.length) return { at, base, dumps, createdAt: new Map() };
    // Requires the same rights as listing base backups.
    const createdAt = await readCreatedAt(query);
    const archivedUntil = await readArchivedUntil(query);
    return { at, base, archivedUntil, dumps, createdAt };
  } catch (error) {
    const problem = (error as Error).message;
    return { at, problem, dumps, createdAt: new Map() };
  }
}
