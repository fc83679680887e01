import { z } from 'zod';
import type { LogLine } from './LogLine';
import { levelOfSeverity } from './postgresLine';

const column = z.string().optional().catch(undefined);

/** An entry of the log of PostgreSQL, by the columns of its CSV format; empty columns count as absent. @public */
export const logRecordSchema = z.object({
  error_severity: column,
  message: column,
  detail: column,
  hint: column,
  context: column,
  internal_query: column,
  query: column,
  user_name: column,
  database_name: column,
});

/** Reads an entry that an operator has parsed: who caused it, its message, and its details on their own lines. @public */
export function recordLine(record: z.output<typeof logRecordSchema>): LogLine {
  const { user_name: user, database_name: database, message } = record;
  const session = [user, database].filter(Boolean).join('@');
  const details = Object.entries({
    DETAIL: record.detail,
    HINT: record.hint,
    CONTEXT: record.context,
    QUERY: record.internal_query,
    STATEMENT: record.query,
  }).flatMap(([name, detail]) => (detail ? [`${name}: ${detail}`] : []));
  const first = [session, message].filter(Boolean).join(' ');
  return {
    level: levelOfSeverity(record.error_severity ?? ''),
    text: [first, ...details].join('\n'),
  };
}
