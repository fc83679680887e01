import type { OptionRule } from './optionClasses';
import { isDatabaseScoped } from './parameterScope';
import type { OperatorRoles } from './nameRules';

/** Predefined roles without rights outside the database's own server. */
const HARMLESS_ROLES =
  /^(pg_read_all_data|pg_write_all_data|pg_monitor|pg_read_all_settings|pg_read_all_stats|pg_stat_scan_tables|pg_signal_backend|pg_maintain)$/;

const isReserved = (role: string, { names, prefixes }: OperatorRoles) =>
  ['postgres', ...names].includes(role) ||
  ['pg_', ...prefixes].some(prefix => role.startsWith(prefix));

/**
 * Classes of the options that providers on Kubernetes have in common. `free`
 * options only affect the database's own server and pods. Keys of maps and
 * indexes of lists are `*`.
 *
 * @public
 */
export const commonClasses = (
  operator: OperatorRoles,
): Record<string, OptionRule> => ({
  // Programs that run with the identity of the pods, which can write backups.
  image: 'allowed',
  'pooler.image': 'allowed',
  // Any Secret of the namespace, sent to the registry of the image.
  imagePullSecrets: 'platform',
  // Affects costs and the retention of disks.
  storageClass: 'allowed',
  'walStorage.storageClass': 'allowed',
  'walStorage.size': 'free',
  // More of a node than the authorized size.
  resources: 'platform',
  // Nodes that are reserved for others.
  'affinity.nodeSelector': 'platform',
  'affinity.tolerations': 'platform',
  'affinity.antiAffinity': 'free',
  'affinity.topologyKey': 'free',
  // Can evict pods of others.
  priorityClass: 'allowed',
  // Services, network policies, meshes and injectors select by them.
  labels: 'allowed',
  annotations: 'allowed',
  'parameters.*': (_, name) => (isDatabaseScoped(name) ? 'free' : 'platform'),
  // `trust` makes every client in the cluster a superuser; some methods call
  // other hosts.
  pgHba: 'platform',
  initSqlAsOwner: 'free',
  'roles.*.inRoles.*': role =>
    HARMLESS_ROLES.test(`${role}`) || !isReserved(`${role}`, operator)
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
  'backup.enabled': 'free',
  'backup.schedule': 'free',
  'backup.retention': 'free',
  // A custom target: requests from the pods to any host, with any Secret.
  'backup.target': target =>
    typeof target === 'string' ? 'allowed' : 'platform',
  // Can be the archive of another database.
  'backup.folder': 'platform',
  // The password, written into the namespace of others.
  'credentials.cluster': 'allowed',
  'credentials.namespace': 'allowed',
});
