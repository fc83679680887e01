import type { DBInstance } from '@aws-sdk/client-rds';
import type { Params } from '../http/Params';

type Kind = 'text' | 'number' | 'flag';
type Settings = Record<string, { kind: Kind; as?: keyof DBInstance }>;

/**
 * Settings by their name in requests, with the name in responses where it
 * differs. Source: "CreateDBInstance" and "DBInstance" (RDS API Reference).
 */
const common: Settings = {
  AutoMinorVersionUpgrade: { kind: 'flag' },
  CACertificateIdentifier: { kind: 'text' },
  CopyTagsToSnapshot: { kind: 'flag' },
  DBInstanceClass: { kind: 'text' },
  DeletionProtection: { kind: 'flag' },
  EnableIAMDatabaseAuthentication: {
    kind: 'flag',
    as: 'IAMDatabaseAuthenticationEnabled',
  },
  EngineLifecycleSupport: { kind: 'text' },
  Iops: { kind: 'number' },
  MultiAZ: { kind: 'flag' },
  NetworkType: { kind: 'text' },
  PubliclyAccessible: { kind: 'flag' },
  StorageThroughput: { kind: 'number' },
  StorageType: { kind: 'text' },
};

const monitoring: Settings = {
  DatabaseInsightsMode: { kind: 'text' },
  EnablePerformanceInsights: {
    kind: 'flag',
    as: 'PerformanceInsightsEnabled',
  },
  MonitoringInterval: { kind: 'number' },
  MonitoringRoleArn: { kind: 'text' },
  PerformanceInsightsKMSKeyId: { kind: 'text' },
  PerformanceInsightsRetentionPeriod: { kind: 'number' },
};

const storage: Settings = {
  AllocatedStorage: { kind: 'number' },
  MaxAllocatedStorage: { kind: 'number' },
};

const backups: Settings = {
  BackupRetentionPeriod: { kind: 'number' },
  PreferredBackupWindow: { kind: 'text' },
};

const schedule: Settings = {
  ...backups,
  PreferredMaintenanceWindow: { kind: 'text' },
};

const zone: Settings = { AvailabilityZone: { kind: 'text' } };
const encryption: Settings = {
  KmsKeyId: { kind: 'text' },
  StorageEncrypted: { kind: 'flag' },
};

/** What each action takes; a restore takes less than a creation. */
export const settingsOf = {
  create: {
    ...common,
    ...monitoring,
    ...storage,
    ...schedule,
    ...zone,
    ...encryption,
    EngineVersion: { kind: 'text' },
  } as Settings,
  modify: {
    ...common,
    ...monitoring,
    ...storage,
    ...schedule,
    EngineVersion: { kind: 'text' },
  } as Settings,
  restoreSnapshot: { ...common, ...zone, ...backups } as Settings,
  restoreTime: {
    ...common,
    ...backups,
    ...zone,
    MaxAllocatedStorage: { kind: 'number' },
  } as Settings,
  replica: { ...common, ...monitoring, ...zone, ...storage } as Settings,
};

/** The settings of a request, by their names in responses. */
export function readSettings(
  params: Params,
  settings: Settings,
): Partial<DBInstance> {
  const entries = Object.entries(settings).map(([name, { kind, as }]) => [
    as ?? name,
    params[kind](name),
  ]);
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined),
  ) as Partial<DBInstance>;
}
