import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { JobRunner } from '../jobs';

/**
 * Init SQL runs in a Job: not everywhere Backstage may make one.
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
      `must be left out: it runs in a Job. ${refusal}`,
    );
  }
}

/**
 * What GitOps manages is not written to, so that nobody can run it there.
 *
 * @throws InvalidFieldsError
 * @public
 */
export function checkNoInitSql(options: { initSqlAsOwner?: string }): void {
  if (options.initSqlAsOwner === undefined) return;
  throw invalidField(
    'options.initSqlAsOwner',
    'must be left out: Backstage runs it once and writes that down, and it writes to nothing that GitOps manages. Let a migration of the application do it',
  );
}
