import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { type ClusterContext, type CachedCluster, refOf } from '../model';
import type { ClusterPlan } from './manifests';
import { checkSpec } from './spec/resolveSpec';

/**
 * Returns the plan of a Cluster's record. Rules that the configuration got
 * after the record was written do not make it invalid.
 *
 * @throws InvalidFieldsError if the record is not valid.
 */
export function recordedPlan(
  context: ClusterContext,
  {
    name,
    namespace,
    record,
  }: Pick<CachedCluster, 'name' | 'namespace' | 'record'>,
): ClusterPlan {
  const { resolved, issues } = checkSpec(
    context.config,
    name,
    record.spec,
    true,
  );
  if (!resolved) throw new InvalidFieldsError(issues);
  return {
    ref: refOf({ cluster: context.name, namespace, name }),
    namespace,
    name,
    spec: resolved,
    record,
    config: context.config,
  };
}
