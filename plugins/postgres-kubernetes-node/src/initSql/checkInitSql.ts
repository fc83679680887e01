import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { JobRunner } from '../jobs';

/**
 * Checks that Backstage may create Jobs, in which init SQL runs.
 *
 * @throws InvalidFieldsError
 * @public
 */
export async function checkInitSql(
  jobs: JobRunner,
  namespace: string,
  options: { initSqlAsOwner?: string },
  signal?: AbortSignal,
): Promise<void> {
  if (options.initSqlAsOwner === undefined) return;
  const refusal = await jobs.refusal(namespace, { signal });
  if (refusal) {
    throw invalidField(
      'options.initSqlAsOwner',
      `must be omitted: it runs in a Job. ${refusal}`,
    );
  }
}

/**
 * Checks that there is no init SQL: pgstage does not write to objects that
 * GitOps manages, so it cannot run there.
 *
 * @throws InvalidFieldsError
 * @public
 */
export function checkNoInitSql(options: { initSqlAsOwner?: string }): void {
  if (options.initSqlAsOwner === undefined) return;
  throw invalidField(
    'options.initSqlAsOwner',
    'must be omitted: Backstage runs it once and records that in the object, and it does not write to objects that GitOps manages. Use a migration of the application instead',
  );
}
