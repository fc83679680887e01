import type { DBInstance, Tag } from '@aws-sdk/client-rds';
import type { Call } from '../Call';
import { AwsError, invalidCombination } from '../http/AwsError';
import type { InstanceRecord, Region } from '../state';
import { checkCombinations, checkIdentifier, checkStorage } from './checks';
import { seconds } from './durations';
import { idOf, zonesOf } from './find';
import { runSteps } from './statuses';

/** Defaults of "CreateDBInstance" (RDS API Reference), which a restore has as well. */
const defaults: Partial<DBInstance> = {
  AutoMinorVersionUpgrade: true,
  BackupRetentionPeriod: 1,
  CACertificateIdentifier: 'rds-ca-rsa2048-g1',
  CopyTagsToSnapshot: false,
  DeletionProtection: false,
  EngineLifecycleSupport: 'open-source-rds-extended-support',
  IAMDatabaseAuthenticationEnabled: false,
  MonitoringInterval: 0,
  MultiAZ: false,
  NetworkType: 'IPV4',
  PerformanceInsightsEnabled: false,
  PreferredBackupWindow: '02:00-02:30',
  PreferredMaintenanceWindow: 'sun:04:00-sun:04:30',
  StorageEncrypted: false,
  StorageType: 'gp3',
};

/** Adds an instance and starts its creation. @throws AwsError - for a name in use, a full quota, values that exclude each other */
export function addInstance(
  { region }: Call,
  identifier: string,
  input: Partial<DBInstance>,
  { masterPassword, tags }: { masterPassword: string; tags: Tag[] },
): InstanceRecord {
  const id = idOf(identifier);
  checkIdentifier('DBInstanceIdentifier', id);
  if (region.instances.has(id)) {
    throw new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
  }
  if (region.instances.size >= region.instanceQuota) {
    throw new AwsError('InstanceQuotaExceeded', 'Instance quota exceeded.');
  }
  if (input.MultiAZ && input.AvailabilityZone) {
    throw invalidCombination(
      'Requesting a specific availability zone is not valid for Multi-AZ instances.',
    );
  }
  const record: InstanceRecord = {
    db: {
      ...defaults,
      AvailabilityZone: zonesOf(region)[0],
      // Without a subnet group, an instance is public.
      PubliclyAccessible: input.DBSubnetGroup?.DBSubnetGroupName === 'default',
      ...input,
      DBInstanceIdentifier: id,
      DBInstanceArn: region.arn('rds', `db:${id}`),
      DbiResourceId: `db-FAKE${region.unique(22)}`,
      DbInstancePort: 0,
      Engine: 'postgres',
      PendingModifiedValues: {},
      ReadReplicaDBInstanceIdentifiers: [],
    },
    masterPassword,
    sequence: 0,
  };
  checkStorage(record.db);
  checkCombinations(record.db);
  region.instances.set(id, record);
  region.tags.set(record.db.DBInstanceArn!, tags);
  return record;
}

/**
 * creating, backing-up, available. Endpoint and time of creation are present after
 * the status creating ("DBInstance", RDS API Reference). The first
 * automated backup is the start of the recovery window.
 */
export function startCreation(
  { region, clock }: Call,
  record: InstanceRecord,
  port: number = 5432,
): void {
  const { db } = record;
  const created = () => {
    db.InstanceCreateTime = clock.now();
    db.Endpoint = {
      Address: `${db.DBInstanceIdentifier}.cfake.${region.name}.rds.amazonaws.com`,
      Port: port,
      HostedZoneId: 'Z1FAKE',
    };
    placeStandby(region, record);
  };
  const backedUp = () => {
    record.backedUpSince = clock.now();
  };
  const backups = db.BackupRetentionPeriod! > 0;
  runSteps(clock, record, [
    { status: 'creating', for: seconds.create },
    ...(backups
      ? [
          { status: 'backing-up', for: seconds.backUp, begin: created },
          { status: 'available', begin: backedUp },
        ]
      : [{ status: 'available', begin: created }]),
  ]);
}

/** A standby has a zone other than the primary's. */
export function placeStandby(region: Region, { db }: InstanceRecord): void {
  db.SecondaryAvailabilityZone = db.MultiAZ
    ? zonesOf(region).find(zone => zone !== db.AvailabilityZone)
    : undefined;
}
