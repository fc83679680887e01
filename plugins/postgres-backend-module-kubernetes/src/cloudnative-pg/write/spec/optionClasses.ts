import {
  OptionClasses,
  staysInside,
  type OptionRule,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Predefined roles that give nothing outside of the server, which is the database's own. */
const HARMLESS_ROLES =
  /^(pg_read_all_data|pg_write_all_data|pg_monitor|pg_read_all_settings|pg_read_all_stats|pg_stat_scan_tables|pg_signal_backend|pg_maintain)$/;

/**
 * How far each option reaches. Free is what stays inside of the database's own
 * server and pods. Keys of maps and indexes of lists are `*`.
 */
const rules: Record<string, OptionRule> = {
  // Programs that run with the identity of the pods, which may write backups.
  image: 'allowed',
  imageCatalog: 'platform',
  'pooler.image': 'allowed',
  // Any Secret of the namespace, sent to the registry of the image.
  imagePullSecrets: 'platform',
  // What disks cost, and who keeps them.
  storageClass: 'allowed',
  'walStorage.storageClass': 'allowed',
  'walStorage.size': 'free',
  // More of a node than the size that was judged.
  resources: 'platform',
  // Nodes that are kept for others.
  'affinity.nodeSelector': 'platform',
  'affinity.tolerations': 'platform',
  'affinity.antiAffinity': 'free',
  'affinity.topologyKey': 'free',
  // Pods of others are evicted for it.
  priorityClass: 'allowed',
  // Services, network policies, meshes and injectors go by them.
  labels: 'allowed',
  annotations: 'allowed',
  'parameters.*': (_, name) => (staysInside(name) ? 'free' : 'platform'),
  // `trust` makes everybody in the cluster a superuser; some methods call other hosts.
  pgHba: 'platform',
  initSqlAsOwner: 'free',
  // Run as superuser: programs in the pod (COPY … TO PROGRAM) and files of it.
  initSql: 'platform',
  initSqlConfigMap: 'platform',
  'roles.*.inRoles.*': role =>
    HARMLESS_ROLES.test(`${role}`) ||
    !/^(pg_|cnpg_|postgres$|streaming_replica$)/.test(`${role}`)
      ? 'free'
      : 'platform',
  // Any Secret of the namespace.
  'roles.*.passwordSecret': 'platform',
  'roles.*.name': 'free',
  'roles.*.login': 'free',
  'roles.*.createdb': 'free',
  'roles.*.connectionLimit': 'free',
  'databases.*.name': 'free',
  'databases.*.owner': 'free',
  'databases.*.extensions': 'free',
  'pooler.mode': 'free',
  'pooler.instances': 'free',
  'pooler.type': 'free',
  'pooler.maxClientConnections': 'free',
  'pooler.defaultPoolSize': 'free',
  synchronous: 'free',
  monitoring: 'free',
  'tls.only': 'free',
  'tls.altDnsNames': 'free',
  // Any Secret of the namespace, served as the server's own key.
  'tls.serverCaSecret': 'platform',
  'tls.serverSecret': 'platform',
  'tls.clientCaSecret': 'platform',
  'tls.replicationSecret': 'platform',
  'backup.enabled': 'free',
  'backup.schedule': 'free',
  'backup.retention': 'free',
  // A target of its own: requests from the pods to any host, with any Secret.
  'backup.target': target =>
    typeof target === 'string' ? 'allowed' : 'platform',
  // May be the archive of another database.
  'backup.folder': 'platform',
  // The password, written into the namespace of others.
  'credentials.cluster': 'allowed',
  'credentials.namespace': 'allowed',
};

/** Without a folder the archive stays where it is. */
export const optionClasses = new OptionClasses(rules, ['backup.folder']);
