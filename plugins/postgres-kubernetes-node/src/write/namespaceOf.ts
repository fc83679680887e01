import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConfig } from '../model/ProviderContext';

/**
 * Returns the namespace of a location; its first part named the Kubernetes
 * cluster.
 *
 * @throws InvalidFieldsError that lists the existing locations.
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
