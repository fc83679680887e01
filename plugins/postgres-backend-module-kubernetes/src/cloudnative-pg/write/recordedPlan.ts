import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { type ClusterContext, type CachedCluster, refOf } from '../model';
import type { ClusterPlan } from './manifests';
import { checkSpec } from './spec/resolveSpec';

/**
 * The plan that a Cluster's record tells of. It keeps to the rules of its own
 * time: one that the configuration has got since is no reason to leave it alone.
 *
 * @throws InvalidFieldsError where the record is none.
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
