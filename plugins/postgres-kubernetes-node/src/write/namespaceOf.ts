import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConfig } from '../model/ProviderContext';

/**
 * Namespace of a location; the Kubernetes cluster was found by the rest of it.
 *
 * @throws InvalidFieldsError that lists the locations there are.
 * @public
 */
export function namespaceOf(
  config: Pick<ProviderConfig, 'namespaces'>,
  location: string,
): string {
  const [cluster, namespace, ...more] = location.split('/');
  if (more.length || !config.namespaces.includes(namespace)) {
    const locations = config.namespaces.map(name => `${cluster}/${name}`);
    throw invalidField('location', `must be one of ${locations.join(', ')}`);
  }
  return namespace;
}
