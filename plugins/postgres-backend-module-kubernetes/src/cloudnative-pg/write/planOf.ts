import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  namespaceOf,
  requestHash,
  type DatabaseRecord,
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
  const { name, binding, taskId, location } = request;
  const spec = resolveSpec(config, name, request);
  const namespace = namespaceOf(config, location);
  const [cluster] = location.split('/');
  const record: DatabaseRecord = {
    spec: { ...spec },
    specHash: requestHash(request),
    binding,
    created: actor === undefined ? undefined : { by: actor, taskId },
  };
  const ref = refOf({ cluster, namespace, name });
  return { ref, namespace, name, spec, record, config };
}
