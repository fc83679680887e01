import { z } from 'zod';
import type { JobRecord } from '../jobs';
import type { CachedDatabaseObject } from '../model/cachedTypes';
import { specHash } from '../model/record';

const said = z.strictObject({
  /** Whether it got as far as to run the SQL. */
  stage: z.enum(['connect', 'run']),
  exitCode: z.number().int(),
  /** The end of what psql said. */
  said: z.string(),
});
/** What came of init SQL. @public */
export type InitSqlVerdict = z.output<typeof said>;

/** The same as the program in the Job writes it: what psql says may be no JSON. @public */
export const initSqlVerdict = said.extend({
  said: z
    .base64()
    .transform(text => Buffer.from(text, 'base64').toString().trim()),
});

/** SQL that is to run once in a database, and how far that is. @public */
export interface InitSql {
  sql: string;
  /** The same SQL is the same request: it never runs again. */
  id: string;
  run?: JobRecord;
  /** What psql said, where the program came to its end. */
  verdict?: InitSqlVerdict;
}

/**
 * The SQL that the record of a database asks for, as its owner. None for one
 * that was not made here from nothing: what was restored had it, and what
 * GitOps manages is not written to.
 *
 * @param isNew - whether it began empty
 * @public
 */
export function initSqlOf(
  { record, managedBy }: Pick<CachedDatabaseObject, 'record' | 'managedBy'>,
  isNew: boolean,
): InitSql | undefined {
  const { initSqlAsOwner: sql } = record.spec.options ?? {};
  const made = record.created && !record.adopted && !record.restored;
  if (typeof sql !== 'string' || !made || managedBy || !isNew) return undefined;
  const id = specHash(sql);
  const run = record.initSql?.id === id ? record.initSql : undefined;
  const end = run?.end;
  const told = end?.type === 'done' || end?.type === 'failed';
  const verdict = told ? said.safeParse(end.verdict).data : undefined;
  return { sql, id, run, verdict };
}
