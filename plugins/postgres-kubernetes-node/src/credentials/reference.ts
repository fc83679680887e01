import {
  CA_MOUNT,
  type CredentialReference,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialEntryObjects } from './EntryFinder';

/**
 * Returns how an application uses the Secret and the ConfigMap of an entry.
 *
 * @param hasCa - whether the ConfigMap contains a CA certificate
 */
export function referenceTo(
  {
    client,
    namespace,
    name,
  }: Pick<CredentialEntryObjects, 'client' | 'namespace' | 'name'>,
  hasCa: boolean,
): CredentialReference {
  const path = `${client.cluster}/${namespace}/${name}`;
  const mount = hasCa
    ? `, volumeMounts: [{ name: postgres-ca, mountPath: ${CA_MOUNT} }]`
    : '';
  const volume = hasCa
    ? `; its volume: { name: postgres-ca, configMap: { name: ${name} } }`
    : '';
  return {
    store: 'kubernetes',
    secretRef: path,
    configMapRef: path,
    usage: `envFrom: [{ secretRef: { name: ${name} } }, { configMapRef: { name: ${name} } }]${mount}  # namespace ${namespace} of ${client.cluster}${volume}`,
  };
}
