/** One of the sizes that may be requested. */
export interface SizeConfig {
  title?: string;
  /** Instance class. */
  class: string;
  /** Whether a new database of this size is Multi-AZ, unless the request has `options.multiAz`. */
  multiAz: boolean;
}

/** Network of the instances of a region. */
export interface NetworkConfig {
  vpcId: string;
  /** Subnets of the subnet group that the provider creates. */
  subnetIds?: string[];
  /** An existing subnet group, instead of `subnetIds`. */
  subnetGroup?: string;
  /** Security groups that may connect to every database of the region. */
  applicationSecurityGroups: string[];
}

/** One region of one account under `postgres.providers.aws-rds`, with all defaults. */
export interface RegionConfig {
  /** Id of the location: `<account>/<region>`. */
  id: string;
  accountId: string;
  region: string;
  title: string;
  network: NetworkConfig;
  /** KMS key of the storage; absent for the key `aws/rds`. */
  kmsKeyId?: string;
  /** KMS key of the managed secret; absent for the key `aws/secretsmanager`. AWS cannot change it later. */
  secretKmsKeyId?: string;
  /** Enhanced monitoring; absent if off. */
  monitoring?: { roleArn: string; intervalSeconds: number };
  /** Certificates of Amazon RDS as PEM, for `verify-full`. */
  caCertificates?: string;
  /** URL of an emulator of all AWS services. */
  endpoint?: string;
  sizes: Record<string, SizeConfig>;
  /** Versions that may be requested, the default first. */
  versions: string[];
  /** In GiB. */
  storage: { default: number; max: number };
  backups: { retentionDays: number; window?: string };
  maintenanceWindow?: string;
  protected: boolean;
  /** Tags of all resources that the provider creates. */
  tags: Record<string, string>;
  /** Tags of tools that manage instances, in addition to those in `managerOf.ts`. */
  managedBy: { tag: string; value?: string; owner: string }[];
  /** Days between rotations of a managed password. */
  rotationDays: number;
  /** Whether Backstage logs in to the instances. */
  sql: boolean;
  /** Id of the credential store for applications; absent if no entries are written. */
  credentialStore?: string;
  /** Targets that a request may name, as `<cluster>/<namespace>`. */
  credentialNamespaces: string[];
  poll: { idleSeconds: number; changingSeconds: number };
}
