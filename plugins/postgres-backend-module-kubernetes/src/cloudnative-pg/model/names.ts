import {
  refsOf,
  type ResourceKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Id of the provider, part of every ref. */
export const PROVIDER_ID = 'cloudnative-pg';

/** The operator's limit, so that the names of pods and services are not too long (cluster_webhook.go). */
export const MAX_NAME_LENGTH = 50;

/** Name of the Barman Cloud plugin, in `spec.plugins` and in backups. */
export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

/** Name of its container in the pods of instances (lifecycle.go of the plugin). */
export const BARMAN_SIDECAR = 'plugin-barman-cloud';

/** Port of the instance manager in every pod. */
export const STATUS_PORT = 8000;

const cnpg = (plural: string, kind: string): ResourceKind => ({
  group: 'postgresql.cnpg.io',
  version: 'v1',
  plural,
  kind,
});

/** Kinds of the operator, of its plugin and of the Prometheus operator. */
export const resources = {
  clusters: cnpg('clusters', 'Cluster'),
  backups: cnpg('backups', 'Backup'),
  scheduledBackups: cnpg('scheduledbackups', 'ScheduledBackup'),
  poolers: cnpg('poolers', 'Pooler'),
  databases: cnpg('databases', 'Database'),
  imageCatalogs: cnpg('imagecatalogs', 'ImageCatalog'),
  clusterImageCatalogs: cnpg('clusterimagecatalogs', 'ClusterImageCatalog'),
  objectStores: {
    group: 'barmancloud.cnpg.io',
    version: 'v1',
    plural: 'objectstores',
    kind: 'ObjectStore',
  },
  podMonitors: {
    group: 'monitoring.coreos.com',
    version: 'v1',
    plural: 'podmonitors',
    kind: 'PodMonitor',
  },
} satisfies Record<string, ResourceKind>;

/** Labels of the operator. */
export const labels = {
  cluster: 'cnpg.io/cluster',
  instanceName: 'cnpg.io/instanceName',
  instanceRole: 'cnpg.io/instanceRole',
  podRole: 'cnpg.io/podRole',
  jobRole: 'cnpg.io/jobRole',
  poolerName: 'cnpg.io/poolerName',
  pvcRole: 'cnpg.io/pvcRole',
  scheduledBackup: 'cnpg.io/scheduled-backup',
  reload: 'cnpg.io/reload',
} as const;

/** Annotations that control the operator. */
export const annotations = {
  hibernation: 'cnpg.io/hibernation',
  fencedInstances: 'cnpg.io/fencedInstances',
  reloadedAt: 'cnpg.io/reloadedAt',
  restartedAt: 'kubectl.kubernetes.io/restartedAt',
  reconciliationLoop: 'cnpg.io/reconciliationLoop',
  skipWalArchiving: 'cnpg.io/skipWalArchiving',
  skipEmptyWalArchiveCheck: 'cnpg.io/skipEmptyWalArchiveCheck',
  reconcilePodSpec: 'cnpg.io/reconcilePodSpec',
} as const;

/** Annotation of a schedule: folder of the archive into which it took its first backup. */
export const ARCHIVE = 'pgstage.io/archive';

export const { refOf, keyOf, isOwn } = refsOf(PROVIDER_ID);

/** Returns the names of the objects of the Cluster `name`: those of the operator and those of pgstage. */
export const namesOf = (name: string) => ({
  readWriteService: `${name}-rw`,
  readOnlyService: `${name}-ro`,
  readService: `${name}-r`,
  appSecret: `${name}-app`,
  caSecret: `${name}-ca`,
  // The Service of a Pooler has the same name, which must differ from those of the Cluster's Services.
  pooler: `${name}-pgbouncer`,
  objectStore: `${name}-backups`,
  // From which a restored Cluster reads its backup, if that is in another archive.
  originStore: `${name}-origin`,
  scheduledBackup: `${name}-scheduled`,
  database: (database: string) =>
    `${name}-db-${database.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
  podMonitor: name,
});
