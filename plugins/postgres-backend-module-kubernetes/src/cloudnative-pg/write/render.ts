import type { Manifests as Files } from '@pgstage/backstage-plugin-postgres-common';
import {
  allOf,
  manifestFiles,
  refuseInitSql,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { manifestsOf, type Plan } from './manifests';

/** The files of a pull request: what `create` would write. */
export function render(plan: Plan): Files {
  refuseInitSql(plan.spec.options);
  return manifestFiles(allOf(manifestsOf(plan)));
}
