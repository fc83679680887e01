import {
  apiVersionOf,
  type DatabaseManifests,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { backupManifests } from '../backups/manifests';
import { exporterManifests } from '../monitoring/manifests';
import { configuration, connectionDetails } from './configuration';
import { disruptionBudget, statefulSet, volumeClaim } from './instances';
import type { DatabasePlan } from './plan';
import { headlessService, readOnlyService, readWriteService } from './services';

export type { DatabasePlan, ResolvedSpec } from './plan';
export { settingsOf, startedMark, withoutSettings } from './configuration';
export { imageOf } from './podSpec';
export { readOnlyService } from './services';
export { secretsOf } from './secrets';

/** With the fields that a file needs. */
const typed = ({ kind, object }: Manifest): Manifest => ({
  kind,
  object: { apiVersion: apiVersionOf(kind), kind: kind.kind, ...object },
});

/** Returns all objects of a database except its Secrets. Pure. */
export function manifestsOf(plan: DatabasePlan): DatabaseManifests {
  const { instances } = plan.spec;
  const indexes = Array.from({ length: instances }, (_, index) => index);
  return {
    // The Service owns the others, so it is created first.
    before: [],
    cluster: typed(readWriteService(plan)),
    after: [
      configuration(plan),
      connectionDetails(plan),
      headlessService(plan),
      ...(instances > 1 ? [readOnlyService(plan)] : []),
      ...indexes.map(index => volumeClaim(plan, index)),
      ...indexes.map(index => statefulSet(plan, index)),
      disruptionBudget(plan),
      ...backupManifests(plan),
      ...exporterManifests(plan),
    ].map(typed),
  };
}
