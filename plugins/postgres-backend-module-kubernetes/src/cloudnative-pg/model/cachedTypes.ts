import type {
  Condition,
  CachedDatabaseObject,
  CachedMeta,
  ManagedBy,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Name of a plugin and its parameters, in `spec.plugins`. */
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

/** `spec` of a Cluster, as far as it is kept; the field's own names. */
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
      /** `required` unless given: commits wait for the standbys, however long. */
      dataDurability?: string;
      /** Standbys outside of the Cluster may confirm, too. */
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
        /** Whom it leads to: `rw`, `r` or `ro`. */
        selectorType?: string;
        serviceTemplate?: { metadata?: { name?: string } };
      }>;
    };
  };
  replica?: {
    enabled?: boolean;
    source?: string;
    primary?: string;
    self?: string;
  };
  certificates?: { serverCASecret?: string; serverTLSSecret?: string };
  superuserSecret?: { name: string };
  primaryUpdateStrategy?: string;
}

/** Of volumes; a claim's template may name one volume, or what it begins with. */
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

/** `status` of a Cluster, as far as it is kept; the field's own names. */
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
  /** Expirations are Go's text: `2027-02-19 01:05:27 +0000 UTC`. */
  certificates?: {
    serverCASecret?: string;
    expirations?: Record<string, string>;
  };
  /** Of the application's Secret, once the operator has seen it. */
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
  /** Those of the operator, see `annotations` in names.ts. */
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
  /** Made here on demand. */
  ours: boolean;
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
    /** First and last WAL file that it needs. */
    beginWal?: string;
    endWal?: string;
    majorVersion?: number;
    online?: boolean;
    /** Of which volume each VolumeSnapshot is: `PG_DATA`, `PG_WAL`, `PG_TABLESPACE`. */
    snapshots?: Array<{ name: string; type: string; tablespaceName?: string }>;
  };
}

/** A ScheduledBackup; `schedule` has six fields, seconds first. */
export interface CachedScheduledBackup extends CachedMeta {
  cluster: string;
  managedBy?: ManagedBy;
  schedule: string;
  /** Folder of the archive that it was made for. */
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

/** A Database object: a declared database inside of the server. */
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
    /** Given with success alone. */
    observedGeneration?: number;
    extensions?: Array<{ name: string; applied?: boolean; message?: string }>;
  };
}

/** An ObjectStore of the Barman Cloud plugin. Its name is no cluster's. */
export interface CachedObjectStore extends CachedMeta {
  destinationPath?: string;
  endpointUrl?: string;
  retentionPolicy?: string;
  /** Of the plugin's container in the pods of instances. */
  environment: Record<string, string>;
  /** By the name of the server inside. */
  recoveryWindow: Record<
    string,
    {
      firstRecoverabilityPoint?: string;
      lastSuccessfulBackupTime?: string;
      lastFailedBackupTime?: string;
    }
  >;
}
