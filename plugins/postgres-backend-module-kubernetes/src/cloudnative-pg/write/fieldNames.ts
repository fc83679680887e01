import {
  fieldAt,
  recordOf,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { resources } from '../model';

/**
 * Fields of a request by the path of the Cluster that is derived from them. The
 * longest matching path counts; `.*` means that deeper paths are the same in both.
 */
const CLUSTER: Record<string, string> = {
  'metadata.name': 'name',
  'metadata.namespace': 'location',
  'spec.instances': 'instances',
  'spec.imageName': 'version',
  'spec.imageCatalogRef': 'options.imageCatalog',
  'spec.imageCatalogRef.major': 'version',
  'spec.imagePullSecrets': 'options.imagePullSecrets',
  'spec.storage': 'storage',
  'spec.storage.storageClass': 'options.storageClass',
  'spec.walStorage': 'options.walStorage.*',
  'spec.resources': 'options.resources.*',
  'spec.affinity': 'options.affinity.*',
  // The operator's webhook omits the last letter.
  'spec.affinity.toleration': 'options.affinity.tolerations.*',
  'spec.affinity.enablePodAntiAffinity': 'options.affinity.antiAffinity',
  'spec.affinity.podAntiAffinityType': 'options.affinity.antiAffinity',
  'spec.priorityClassName': 'options.priorityClass',
  'spec.inheritedMetadata.labels': 'options.labels.*',
  'spec.inheritedMetadata.annotations': 'options.annotations.*',
  'spec.bootstrap.initdb.database': 'database',
  'spec.bootstrap.initdb.owner': 'user',
  'spec.bootstrap.initdb.postInitApplicationSQL': 'options.initSql',
  'spec.bootstrap.initdb.postInitApplicationSQLRefs':
    'options.initSqlConfigMap',
  'spec.postgresql.parameters': 'options.parameters.*',
  'spec.postgresql.pg_hba': 'options.pgHba',
  'spec.postgresql.synchronous': 'options.synchronous.*',
  'spec.postgresql.synchronous.dataDurability':
    'options.synchronous.durability',
  'spec.managed.roles': 'roles',
  'spec.certificates': 'options.tls',
  'spec.certificates.serverCASecret': 'options.tls.serverCaSecret',
  'spec.certificates.serverTLSSecret': 'options.tls.serverSecret',
  'spec.certificates.clientCASecret': 'options.tls.clientCaSecret',
  'spec.certificates.replicationTLSSecret': 'options.tls.replicationSecret',
  'spec.certificates.serverAltDNSNames': 'options.tls.altDnsNames',
  'spec.plugins': 'options.backup',
  'spec.backup': 'options.backup.target',
};

/** Fields of a request by the kind of a part: each part is requested by one field. */
const PARTS: Record<string, string> = {
  [resources.objectStores.plural]: 'options.backup.target',
  [resources.scheduledBackups.plural]: 'options.backup.schedule',
  [resources.poolers.plural]: 'options.pooler',
  [resources.databases.plural]: 'databases',
  [resources.podMonitors.plural]: 'options.monitoring',
};

/** Returns the field of a request from which a path of a manifest is derived, or undefined if there is none. */
export function fieldOf(
  { kind, object }: Manifest,
  path: string,
): string | undefined {
  if (kind.plural !== resources.clusters.plural) return PARTS[kind.plural];
  const { prefix, field } = fieldAt(CLUSTER, path) ?? {};
  if (prefix !== 'spec.imageName') return field;
  const { options } = recordOf(object.metadata.annotations).spec;
  return options?.image ? 'options.image' : field;
}
