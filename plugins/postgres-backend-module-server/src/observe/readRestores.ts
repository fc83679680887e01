import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { isRestoring, type RecordedDatabase } from '../record';
import type { RestoreFiles } from '../restore/restoreFiles';
import {
  readRunningRestores,
  type RestoreProgress,
} from '../restore/restoreSession';

/** A restore that has not finished. */
export interface RestoreFacts {
  /** Absent: it waits, or it failed. */
  progress?: RestoreProgress;
  /** What pg_restore reported, if it failed and this host knows it. */
  error?: string;
}

/** Reads the restores that have not finished, by the name of the new database. */
export async function readRestores(
  query: Query,
  records: RecordedDatabase[],
  files: Pick<RestoreFiles, 'readError'>,
): Promise<Map<string, RestoreFacts>> {
  const restoring = records.filter(
    ({ record }) => record && isRestoring(record),
  );
  if (!restoring.length) return new Map();
  const running = await readRunningRestores(query);
  return new Map(
    await Promise.all(
      restoring.map(
        async ({ name, roleOid, record }): Promise<[string, RestoreFacts]> =>
          record?.restore?.failedAt
            ? [name, { error: await files.readError(name) }]
            : [name, { progress: running.get(roleOid ?? 0) }],
      ),
    ),
  );
}
