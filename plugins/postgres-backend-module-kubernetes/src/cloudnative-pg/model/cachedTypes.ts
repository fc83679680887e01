import type {
  Condition,
  CachedDatabaseObject,
  CachedMeta,
  ManagedBy,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** A plugin and its parameters, in `spec.plugins`. */
export interface PluginConfiguration {
  name: string;
  enabled?: boolean;
  isWALArchiver?: boolean;
  parameters?: Record<string, string>;
}

/** An archive that the operator writes itself. */
export interface BarmanObjectStoreConfiguration {
  destinationPath?: string;
  endpointURL?: string;
  serverName?: string;
}

/** The cached fields of the `spec` of a Cluster, under their own names. */
export interface ClusterSpec {
  instances?: number;
  imageName?: string;
  imageCatalogRef?: { kind: string; name: string; major: number };
  resources?: { requests?: Record<string, string> };
  storage?: StorageConfiguration;
  walStorage?: StorageConfiguration;
  tablespaces?: Array<{ name: string; storage?: StorageConfiguration }>;
  bootstrap?: {
    initdb?: Bootstrap & { import?: { type?: string } };
    recovery?: Bootstrap & { source?: string; backup?: { name: string } };
    pg_basebackup?: Bootstrap & { source?: string };
  };
  postgresql?: {
    parameters?: Record<string, string>;
    synchronous?: {
      method: string;
      number: number;
      /** `required` unless given: commits wait indefinitely for the standbys. */
      dataDurability?: string;
      /** Whether standbys outside the Cluster may confirm, too. */
      hasOthers?: boolean;
    };
  };
  plugins?: PluginConfiguration[];
  externalClusters?: Array<{
    name: string;
    plugin?: PluginConfiguration;
    barmanObjectStore?: BarmanObjectStoreConfiguration;
  }>;
  backup?: {
    barmanObjectStore?: BarmanObjectStoreConfiguration;
    volumeSnapshot?: {
      className?: string;
      online?: boolean;
      snapshotOwnerReference?: string;
    };
    retentionPolicy?: string;
  };
  managed?: {
    roles?: Array<{ name: string; ensure?: string }>;
    services?: {
      additional?: Array<{
        /** The instances to which it routes: `rw`, `r` or `ro`. */
        selectorType?: string;
        serviceTemplate?: { metadata?: { name?: string } };
      }>;
    };
  };
  replica?: {
    enabled?: boolean;
    source: string;
    primary?: string;
    self?: string;
  };
  certificates?: { serverCASecret?: string; serverTLSSecret?: string };
  superuserSecret?: { name: string };
  primaryUpdateStrategy?: string;
}

/** Storage of volumes. The claim template may name an existing volume, or a source for its data. */
export interface StorageConfiguration {
  size?: string;
  storageClass?: string;
  pvcTemplate?: {
    volumeName?: string;
    selector?: unknown;
    dataSource?: unknown;
    dataSourceRef?: unknown;
  };
}

interface Bootstrap {
  database?: string;
  owner?: string;
  secret?: { name: string };
}

/** The cached fields of the `status` of a Cluster, under their own names. */
export interface ClusterStatus {
  phase?: string;
  phaseReason?: string;
  instances?: number;
  readyInstances?: number;
  currentPrimary?: string;
  currentPrimaryTimestamp?: string;
  currentPrimaryFailingSinceTimestamp?: string;
  targetPrimary?: string;
  targetPrimaryTimestamp?: string;
  instanceNames?: string[];
  instancesStatus?: Record<string, string[]>;
  instancesReportedState?: Record<
    string,
    { isPrimary?: boolean; timeLineID?: number; ip?: string }
  >;
  timelineID?: number;
  image?: string;
  pgDataImageInfo?: { image?: string; majorVersion?: number };
  writeService?: string;
  readService?: string;
  danglingPVC?: string[];
  resizingPVC?: string[];
  initializingPVC?: string[];
  unusablePVC?: string[];
  /** Expirations in the time format of Go: `2027-02-19 01:05:27 +0000 UTC`. */
  certificates?: {
    serverCASecret?: string;
    expirations?: Record<string, string>;
  };
  /** Version of the application's Secret, once the operator has read it. */
  secretsResourceVersion?: { applicationSecretVersion?: string };
  managedRolesStatus?: {
    byStatus?: Record<string, string[]>;
    cannotReconcile?: Record<string, string[]>;
  };
  firstRecoverabilityPoint?: string;
  lastSuccessfulBackup?: string;
  lastFailedBackup?: string;
  conditions?: Condition[];
  pluginStatus?: Array<{ name: string; version?: string; status?: string }>;
}

/** A Cluster: one database. */
export interface CachedCluster extends CachedDatabaseObject {
  generation?: number;
  /** Annotations of the operator, see `annotations` in names.ts. */
  annotations: Record<string, string>;
  spec: ClusterSpec;
  status: ClusterStatus;
}

/** A Backup, by the operator's or the plugin's methods. */
export interface CachedBackup extends CachedMeta {
  cluster: string;
  method: string;
  plugin?: string;
  schedule?: string;
  /** Whether pgstage created it on demand. */
  createdByPgstage: boolean;
  status: {
    phase?: string;
    error?: string;
    startedAt?: string;
    stoppedAt?: string;
    reconciliationStartedAt?: string;
    reconciliationTerminatedAt?: string;
    backupId?: string;
    backupName?: string;
    destinationPath?: string;
    endpointURL?: string;
    serverName?: string;
    /** First and last WAL file that a restore needs. */
    beginWal?: string;
    endWal?: string;
    majorVersion?: number;
    online?: boolean;
    /** VolumeSnapshots by the type of their volume: `PG_DATA`, `PG_WAL`, `PG_TABLESPACE`. */
    snapshots?: Array<{ name: string; type: string; tablespaceName?: string }>;
  };
}

/** A ScheduledBackup; `schedule` has six fields, seconds first. */
export interface CachedScheduledBackup extends CachedMeta {
  cluster: string;
  managedBy?: ManagedBy;
  schedule: string;
  /** Folder of the archive that it was created for. */
  archive?: string;
  suspended: boolean;
  method: string;
  plugin?: string;
  status: {
    lastScheduleTime?: string;
    nextScheduleTime?: string;
    error?: string;
  };
}

/** A Pooler (PgBouncer). */
export interface CachedPooler extends CachedMeta {
  cluster: string;
  managedBy?: ManagedBy;
  type: 'rw' | 'ro' | 'r';
  instances: number;
  poolMode?: string;
  paused: boolean;
  status: {
    phase?: string;
    phaseReason?: string;
    instances?: number;
    error?: string;
  };
}

/** A Database resource: a declared database inside the server. */
export interface CachedDatabaseResource extends CachedMeta {
  cluster: string;
  generation?: number;
  managedBy?: ManagedBy;
  database: string;
  owner: string;
  ensure: string;
  extensions: string[];
  status: {
    applied?: boolean;
    message?: string;
    /** Set only after a success. */
    observedGeneration?: number;
    extensions?: Array<{ name: string; applied?: boolean; message?: string }>;
  };
}

/** An ObjectStore of the Barman Cloud plugin. It is not owned by a Cluster. */
export interface CachedObjectStore extends CachedMeta {
  destinationPath?: string;
  endpointUrl?: string;
  retentionPolicy?: string;
  /** Environment of the plugin's container in the pods of instances. */
  environment: Record<string, string>;
  /** Windows by the folder of the server. */
  recoveryWindow: Record<
    string,
    {
      firstRecoverabilityPoint?: string;
      lastSuccessfulBackupTime?: string;
      lastFailedBackupTime?: string;
    }
  >;
}
