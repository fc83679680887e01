import type { Manifests as Files } from '@pgstage/backstage-plugin-postgres-common';
import {
  allOf,
  manifestFiles,
  checkNoInitSql,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { manifestsOf, type ClusterPlan } from './manifests';

/** Returns the files for a pull request: the objects that `create` would write. */
export function render(plan: ClusterPlan): Files {
  checkNoInitSql(plan.spec.options);
  return manifestFiles(allOf(manifestsOf(plan)));
}
