import { z } from 'zod';
import type { JobRecord } from '../jobs';
import type { CachedDatabaseObject } from '../model/cachedTypes';
import { specHash } from '../model/record';

const verdictSchema = z.strictObject({
  /** Whether the SQL was run, or the connection failed before. */
  stage: z.enum(['connect', 'run']),
  exitCode: z.number().int(),
  /** The end of psql's output. */
  said: z.string(),
});
/** The result of init SQL. @public */
export type InitSqlVerdict = z.output<typeof verdictSchema>;

/** The same as the program in the Job writes it, with base64 because psql's output may not be valid JSON. @public */
export const initSqlVerdict = verdictSchema.extend({
  said: z
    .base64()
    .transform(text => Buffer.from(text, 'base64').toString().trim()),
});

/** SQL to run once in a database, and its progress. @public */
export interface InitSql {
  sql: string;
  /** Hash of the SQL: the same SQL is the same request and never runs again. */
  id: string;
  run?: JobRecord;
  /** The output of psql, if the program completed. */
  verdict?: InitSqlVerdict;
}

/**
 * Returns the SQL that the record of a database requests, as its owner, or
 * undefined for a database that pgstage did not create empty: a restored one
 * already has it, and pgstage does not write to objects that GitOps manages.
 *
 * @param isNew - whether it was created empty
 * @public
 */
export function initSqlOf(
  { record, managedBy }: Pick<CachedDatabaseObject, 'record' | 'managedBy'>,
  isNew: boolean,
): InitSql | undefined {
  const { initSqlAsOwner: sql } = record.spec.options ?? {};
  const isCreated = record.created && !record.adopted && !record.restored;
  if (typeof sql !== 'string' || !isCreated || managedBy || !isNew)
    return undefined;
  const id = specHash(sql);
  const run = record.initSql?.id === id ? record.initSql : undefined;
  const end = run?.end;
  const hasVerdict = end?.type === 'done' || end?.type === 'failed';
  const verdict = hasVerdict
    ? verdictSchema.safeParse(end.verdict).data
    : undefined;
  return { sql, id, run, verdict };
}
