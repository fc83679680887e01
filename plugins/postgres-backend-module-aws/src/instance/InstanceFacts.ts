import type { DBInstance } from '@aws-sdk/client-rds';

/** The fields of an instance that the provider uses. Times are ISO 8601. */
export interface InstanceFacts {
  identifier: string;
  arn: string;
  /** Never changes and is never reused, unlike the identifier. */
  resourceId: string;
  engine: string;
  /** As AWS reports it, because AWS can add statuses. */
  status: string;
  class: string;
  version?: string;
  database?: string;
  user?: string;
  /** Absent in the status `creating`. */
  createdAt?: string;
  endpoint?: { host: string; port: number };
  tags: Record<string, string>;
  multiAz: boolean;
  zone?: string;
  /** Zone of the standby of a Multi-AZ instance. */
  standbyZone?: string;
  /** Multi-AZ DB cluster of the instance. */
  clusterId?: string;
  /** Source of a read replica: its identifier, or its ARN if it is in another region. */
  replicaOf?: string;
  /** Read replicas: identifiers, or ARNs of those in other regions. */
  replicas: string[];
  /** Replication of a read replica, as AWS reports it, for example `replicating`, `error` or `terminated`. */
  replication?: { status: string; normal: boolean; message?: string };
  storage: {
    gibibytes: number;
    type?: string;
    /** Limit of storage autoscaling. */
    maxGibibytes?: number;
    iops?: number;
    throughput?: number;
    /** `Initializing` or `Optimizing`, with its progress. */
    operation?: { status: string; percent?: number };
  };
  /** Names of the fields with a pending change. */
  pending: string[];
  /** Values that a pending change has, for fields that a request can change. */
  pendingValues: {
    class?: string;
    gibibytes?: number;
    storageType?: string;
    iops?: number;
    throughput?: number;
    multiAz?: boolean;
    retentionDays?: number;
  };
  parameterGroups: { name: string; status: string }[];
  /** Ids of the VPC security groups. */
  securityGroups: string[];
  retentionDays: number;
  backupWindow?: string;
  maintenanceWindow?: string;
  latestRestorableAt?: string;
  protected: boolean;
  public: boolean;
  /** Secret of a password that Amazon RDS manages. */
  secret?: { arn: string; status: string };
  certificate?: { authority: string; validTill: string };
  /** Whether AWS charges for Extended Support after the end of standard support; otherwise it upgrades the instance. */
  extendedSupport: boolean;
  /** Time at which AWS starts a stopped instance. */
  restartsAt?: string;
}

const iso = (date: Date | undefined) => date?.toISOString();

/** Converts an instance of the SDK. */
export function instanceFacts(instance: DBInstance): InstanceFacts {
  const { Endpoint: endpoint, MasterUserSecret: secret } = instance;
  const [replication] = instance.StatusInfos ?? [];
  const { CertificateDetails: certificate } = instance;
  return {
    identifier: instance.DBInstanceIdentifier ?? '',
    arn: instance.DBInstanceArn ?? '',
    resourceId: instance.DbiResourceId ?? '',
    engine: instance.Engine ?? '',
    status: instance.DBInstanceStatus ?? '',
    class: instance.DBInstanceClass ?? '',
    version: instance.EngineVersion,
    database: instance.DBName,
    user: instance.MasterUsername,
    createdAt: iso(instance.InstanceCreateTime),
    ...(endpoint?.Address &&
      endpoint.Port && {
        endpoint: { host: endpoint.Address, port: endpoint.Port },
      }),
    tags: Object.fromEntries(
      (instance.TagList ?? []).map(({ Key, Value }) => [Key, Value ?? '']),
    ),
    multiAz: instance.MultiAZ ?? false,
    zone: instance.AvailabilityZone,
    standbyZone: instance.SecondaryAvailabilityZone,
    clusterId: instance.DBClusterIdentifier,
    replicaOf: instance.ReadReplicaSourceDBInstanceIdentifier,
    replicas: instance.ReadReplicaDBInstanceIdentifiers ?? [],
    ...(replication?.Status && {
      replication: {
        status: replication.Status,
        normal: replication.Normal ?? false,
        message: replication.Message,
      },
    }),
    storage: storageFacts(instance),
    pending: pendingFields(instance),
    pendingValues: pendingValues(instance),
    parameterGroups: (instance.DBParameterGroups ?? []).map(group => ({
      name: group.DBParameterGroupName ?? '',
      status: group.ParameterApplyStatus ?? '',
    })),
    securityGroups: (instance.VpcSecurityGroups ?? []).flatMap(
      ({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? [],
    ),
    retentionDays: instance.BackupRetentionPeriod ?? 0,
    backupWindow: instance.PreferredBackupWindow,
    maintenanceWindow: instance.PreferredMaintenanceWindow,
    latestRestorableAt: iso(instance.LatestRestorableTime),
    protected: instance.DeletionProtection ?? false,
    public: instance.PubliclyAccessible ?? false,
    ...(secret?.SecretArn && {
      secret: { arn: secret.SecretArn, status: secret.SecretStatus ?? '' },
    }),
    ...(certificate?.ValidTill && {
      certificate: {
        authority: certificate.CAIdentifier ?? '',
        validTill: certificate.ValidTill.toISOString(),
      },
    }),
    extendedSupport:
      instance.EngineLifecycleSupport !==
      'open-source-rds-extended-support-disabled',
    restartsAt: iso(instance.AutomaticRestartTime),
  };
}

function storageFacts(instance: DBInstance): InstanceFacts['storage'] {
  const status = instance.StorageOperationStatus;
  return {
    gibibytes: instance.AllocatedStorage ?? 0,
    type: instance.StorageType,
    maxGibibytes: instance.MaxAllocatedStorage,
    iops: instance.Iops,
    throughput: instance.StorageThroughput,
    ...(status && {
      operation: { status, percent: instance.StorageOperationPercentProgress },
    }),
  };
}

/** Returns names without values, because a pending master password is one of the values. */
function pendingFields({ PendingModifiedValues = {} }: DBInstance): string[] {
  return Object.entries(PendingModifiedValues ?? {}).flatMap(([name, value]) =>
    value === undefined || (Array.isArray(value) && !value.length) ? [] : name,
  );
}

function pendingValues({
  PendingModifiedValues: pending = {},
}: DBInstance): InstanceFacts['pendingValues'] {
  return {
    class: pending.DBInstanceClass,
    gibibytes: pending.AllocatedStorage,
    storageType: pending.StorageType,
    iops: pending.Iops,
    throughput: pending.StorageThroughput,
    multiAz: pending.MultiAZ,
    retentionDays: pending.BackupRetentionPeriod,
  };
}
