import type { OptionRule } from './optionClasses';
import { isDatabaseScoped } from './parameterScope';
import type { OperatorRoles } from './nameRules';

/** Predefined roles that give nothing outside of the server, which is the database's own. */
const HARMLESS_ROLES =
  /^(pg_read_all_data|pg_write_all_data|pg_monitor|pg_read_all_settings|pg_read_all_stats|pg_stat_scan_tables|pg_signal_backend|pg_maintain)$/;

const isReserved = (role: string, { names, prefixes }: OperatorRoles) =>
  ['postgres', ...names].includes(role) ||
  ['pg_', ...prefixes].some(prefix => role.startsWith(prefix));

/**
 * How far the options reach that providers on Kubernetes have in common. Free
 * is what stays inside of the database's own server and pods. Keys of maps and
 * indexes of lists are `*`.
 *
 * @public
 */
export const commonClasses = (
  operator: OperatorRoles,
): Record<string, OptionRule> => ({
  // Programs that run with the identity of the pods, which may write backups.
  image: 'allowed',
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
  'parameters.*': (_, name) => (isDatabaseScoped(name) ? 'free' : 'platform'),
  // `trust` makes everybody in the cluster a superuser; some methods call other hosts.
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
  // A target of its own: requests from the pods to any host, with any Secret.
  'backup.target': target =>
    typeof target === 'string' ? 'allowed' : 'platform',
  // May be the archive of another database.
  'backup.folder': 'platform',
  // The password, written into the namespace of others.
  'credentials.cluster': 'allowed',
  'credentials.namespace': 'allowed',
});
