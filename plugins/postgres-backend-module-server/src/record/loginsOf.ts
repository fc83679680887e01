import type { DatabaseLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { RecordedDatabase } from './matchRecords';

/** Returns the role of each database that has one in its record. */
export function loginsOf(records: RecordedDatabase[]): DatabaseLogin[] {
  return records.flatMap(({ name, exists, role }) =>
    exists && role ? [{ database: name, role }] : [],
  );
}
