import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  namespaceOf,
  newRecord,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type CloudNativePgConfig, refOf } from '../model';
import type { ClusterPlan } from './manifests';
import { resolveSpec } from './spec/resolveSpec';

/**
 * Checks a request and returns its plan, with the defaults of the configuration.
 *
 * @throws InvalidFieldsError that names every field.
 */
export function planOf(
  config: CloudNativePgConfig,
  request: ProvisionDatabase,
  actor?: string,
): ClusterPlan {
  const { name, location } = request;
  const spec = resolveSpec(config, name, request);
  const namespace = namespaceOf(config, location);
  const [cluster] = location.split('/');
  const record = newRecord(request, spec, actor);
  const ref = refOf({ cluster, namespace, name });
  return { ref, namespace, name, spec, record, config };
}
