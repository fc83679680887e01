import type { DatabaseLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { RecordedDatabase } from './matchRecords';

/** The roles of records; of a database without one, its owner counts. */
export function loginsOf(records: RecordedDatabase[]): DatabaseLogin[] {
  return records.flatMap(({ name, exists, role }) =>
    exists && role ? [{ database: name, role }] : [],
  );
}
