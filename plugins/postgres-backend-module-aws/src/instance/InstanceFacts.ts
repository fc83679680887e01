import type { DBInstance } from '@aws-sdk/client-rds';

/** What Amazon RDS reports of an instance, as far as it is used. Times are ISO 8601. */
export interface InstanceFacts {
  identifier: string;
  arn: string;
  /** Permanent and never reused, unlike the identifier. */
  resourceId: string;
  engine: string;
  /** Verbatim: AWS adds statuses. */
  status: string;
  class: string;
  version?: string;
  database?: string;
  user?: string;
  /** Absent while it is created. */
  createdAt?: string;
  endpoint?: { host: string; port: number };
  tags: Record<string, string>;
  multiAz: boolean;
  zone?: string;
  /** Of the standby of a Multi-AZ instance. */
  standbyZone?: string;
  /** Multi-AZ DB cluster that it is a member of. */
  clusterId?: string;
  /** Identifier, or ARN in another region, of the instance that it is a read replica of. */
  replicaOf?: string;
  /** Identifiers of its read replicas, ARNs of those in other regions. */
  replicas: string[];
  /** Of a read replica, as AWS reports it: `replicating`, `error`, `terminated` and others. */
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
  /** Names of the fields that wait for the maintenance window. */
  pending: string[];
  parameterGroups: { name: string; status: string }[];
  retentionDays: number;
  backupWindow?: string;
  maintenanceWindow?: string;
  latestRestorableAt?: string;
  protected: boolean;
  public: boolean;
  /** Managed by RDS in Secrets Manager. */
  secret?: { arn: string; status: string };
  certificate?: { authority: string; validTill: string };
  /** Whether AWS charges for Extended Support instead of upgrading. */
  extendedSupport: boolean;
  /** When AWS starts a stopped instance again. */
  restartsAt?: string;
}

const iso = (date: Date | undefined) => date?.toISOString();

/** Reads an instance as the SDK returns it. */
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
    parameterGroups: (instance.DBParameterGroups ?? []).map(group => ({
      name: group.DBParameterGroupName ?? '',
      status: group.ParameterApplyStatus ?? '',
    })),
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

/** Names alone: a pending master password is among the values. */
function pendingFields({ PendingModifiedValues = {} }: DBInstance): string[] {
  return Object.entries(PendingModifiedValues ?? {}).flatMap(([name, value]) =>
    value === undefined || (Array.isArray(value) && !value.length) ? [] : name,
  );
}
