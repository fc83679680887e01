import { z } from 'zod';
import { beginsWithSql } from './sql';

/** The SQL is an argument of psql, and is stored in an annotation beside others. */
const MAX_OWNER_SQL = 32 * 1024;
/** The rule for SQL that runs once. @public */
export const SQL_RULE =
  'must be SQL: begin with a command of PostgreSQL, and contain no NUL character';

/** SQL to run once in a new database, as its owner. @public */
export const ownerSqlOption = z
  .string()
  .refine(text => Buffer.byteLength(text) <= MAX_OWNER_SQL, {
    message: `must be at most ${MAX_OWNER_SQL} bytes`,
  })
  .refine(beginsWithSql, { message: SQL_RULE });
