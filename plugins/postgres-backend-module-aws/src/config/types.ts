/** One of the sizes that may be requested. */
export interface SizeConfig {
  title?: string;
  /** Instance class. */
  class: string;
  /** Whether a new database of this size is Multi-AZ, unless the request says otherwise. */
  multiAz: boolean;
}

/** Where instances of a region are, and who reaches them. */
export interface NetworkConfig {
  vpcId: string;
  /** Of the subnet group that the provider creates. */
  subnetIds?: string[];
  /** An existing subnet group, instead of `subnetIds`. */
  subnetGroup?: string;
  /** Security groups that may connect to every database of the region. */
  applicationSecurityGroups: string[];
}

/** One region of one account under `postgres.providers.aws-rds`, with all defaults. */
export interface RegionConfig {
  /** Location in refs: `<account>/<region>`. */
  id: string;
  accountId: string;
  region: string;
  title: string;
  network: NetworkConfig;
  /** Key for storage; the default key of Amazon RDS if absent. */
  kmsKeyId?: string;
  /** Key for the managed secret; the default key of Secrets Manager if absent. It cannot be changed later. */
  secretKmsKeyId?: string;
  /** Enhanced monitoring; off if absent. */
  monitoring?: { roleArn: string; intervalSeconds: number };
  /** PEM of the certificates of Amazon RDS, for `verify-full`. */
  caCertificates?: string;
  /** URL of an emulator, for all services. */
  endpoint?: string;
  sizes: Record<string, SizeConfig>;
  /** Versions that may be requested, the default first. */
  versions: string[];
  /** GiB. */
  storage: { default: number; max: number };
  backups: { retentionDays: number; window?: string };
  maintenanceWindow?: string;
  protected: boolean;
  /** Tags of everything that the provider creates. */
  tags: Record<string, string>;
  /** Tags by which tools mark what they manage, in addition to the known ones. */
  managedBy: { tag: string; value?: string; owner: string }[];
  /** Days between rotations of a managed password. */
  rotationDays: number;
  poll: { idleSeconds: number; changingSeconds: number };
}
