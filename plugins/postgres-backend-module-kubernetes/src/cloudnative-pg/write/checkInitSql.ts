import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ClusterContext } from '../model';
import type { Plan } from './manifests';

/**
 * Init SQL runs in a Job: not everywhere Backstage may make one.
 *
 * @throws InvalidFieldsError
 */
export async function checkInitSql(
  { jobs }: ClusterContext,
  { namespace, spec }: Plan,
  signal?: AbortSignal,
): Promise<void> {
  if (spec.options.initSqlAsOwner === undefined) return;
  const refusal = await jobs.refusal(namespace, { signal });
  if (refusal) {
    throw invalidField(
      'options.initSqlAsOwner',
      `must be left out: it runs in a Job. ${refusal}`,
    );
  }
}
