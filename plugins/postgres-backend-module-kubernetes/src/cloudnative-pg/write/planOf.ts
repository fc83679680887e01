import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  type DatabaseRecord,
  specHash,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type CloudNativePgConfig, refOf } from '../model';
import type { Plan } from './manifests';
import { resolveSpec, SPEC_FIELDS } from './spec/resolveSpec';

/** What was asked for, without defaults: the same request gives the same. */
export function requestHash(request: ProvisionDatabase): string {
  return specHash(
    Object.fromEntries(SPEC_FIELDS.map(field => [field, request[field]])),
  );
}

/** Namespace of a location; the Kubernetes cluster was found by the rest of it. */
function namespaceOf(config: CloudNativePgConfig, location: string): string {
  const [cluster, namespace, ...more] = location.split('/');
  if (more.length || !config.namespaces.includes(namespace)) {
    const locations = config.namespaces.map(name => `${cluster}/${name}`);
    throw invalidField('location', `must be one of ${locations.join(', ')}`);
  }
  return namespace;
}

/**
 * A request as a plan: checked, and with the defaults of the configuration.
 *
 * @throws InvalidFieldsError that names every field.
 */
export function planOf(
  config: CloudNativePgConfig,
  request: ProvisionDatabase,
  actor?: string,
): Plan {
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
