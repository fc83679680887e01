import { CreateSecurityGroupCommand } from '@aws-sdk/client-ec2';
import {
  CreateDBSnapshotCommand,
  DeleteDBInstanceCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  type RDSClient,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { FakeAws } from '.';
import { creation, testClients } from './testClients';

let fake: FakeAws;
let rds: RDSClient;
beforeEach(async () => {
  fake = await FakeAws.start();
  rds = testClients(fake).rds;
});
afterEach(() => fake.stop());

async function exists(input = {}) {
  const { ec2 } = testClients(fake);
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: 'orders',
      Description: 'orders',
    }),
  );
  await rds.send(
    creation('orders', {
      MultiAZ: true,
      DeletionProtection: true,
      BackupRetentionPeriod: 7,
      VpcSecurityGroupIds: [GroupId!],
      Tags: [{ Key: 'owner', Value: 'team' }],
      ...input,
    }),
  );
  fake.clock.settle();
  return fake.region().instances.get('orders')!;
}

const windowOf = async (status: string) =>
  (
    await rds.send(
      new DescribeDBInstanceAutomatedBackupsCommand({
        Filters: [{ Name: 'status', Values: [status] }],
      }),
    )
  ).DBInstanceAutomatedBackups!;

it('restores a snapshot without network, Multi-AZ, protection, tags and managed secret', async () => {
  const source = await exists();
  await rds.send(
    new CreateDBSnapshotCommand({
      DBInstanceIdentifier: 'orders',
      DBSnapshotIdentifier: 'one',
    }),
  );
  const restore = new RestoreDBInstanceFromDBSnapshotCommand({
    DBInstanceIdentifier: 'restored',
    DBSnapshotIdentifier: 'one',
  });
  await expect(rds.send(restore)).rejects.toMatchObject({
    name: 'InvalidDBSnapshotStateFault',
  });
  fake.clock.settle();
  const { DBInstance } = await rds.send(restore);
  expect(DBInstance).toMatchObject({
    MultiAZ: false,
    DeletionProtection: false,
    MasterUsername: 'orders',
    AllocatedStorage: 20,
    DBParameterGroups: [{ DBParameterGroupName: 'default.postgres17' }],
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0default' }],
  });
  expect(DBInstance!.MasterUserSecret).toBeUndefined();
  expect(DBInstance!.TagList ?? []).toEqual([]);
  const restored = fake.region().instances.get('restored')!;
  expect(restored.masterPassword).toBe(source.masterPassword);
  await expect(
    rds.send(
      new RestoreDBInstanceFromDBSnapshotCommand({
        DBInstanceIdentifier: 'managed',
        DBSnapshotIdentifier: 'one',
        ManageMasterUserPassword: true,
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
});

it('restores to times within the recovery window only', async () => {
  await exists();
  fake.clock.advance(3_600);
  const [{ RestoreWindow }] = await windowOf('active');
  const { EarliestTime, LatestTime } = RestoreWindow!;
  expect(LatestTime!.getTime()).toBeGreaterThan(EarliestTime!.getTime());
  expect(LatestTime!.getTime()).toBeLessThanOrEqual(fake.clock.now().getTime());
  const restore = (RestoreTime: Date) =>
    rds.send(
      new RestoreDBInstanceToPointInTimeCommand({
        SourceDBInstanceIdentifier: 'orders',
        TargetDBInstanceIdentifier: 'restored',
        RestoreTime,
      }),
    );
  const second = 1000;
  const refused = { name: 'InvalidParameterValue' };
  await expect(
    restore(new Date(LatestTime!.getTime() + 300 * second)),
  ).rejects.toMatchObject(refused);
  await expect(
    restore(new Date(EarliestTime!.getTime() - 60 * second)),
  ).rejects.toMatchObject(refused);
  await restore(new Date(EarliestTime!.getTime() + 60 * second));
  await expect(
    rds.send(
      new RestoreDBInstanceToPointInTimeCommand({
        SourceDBInstanceIdentifier: 'orders',
        TargetDBInstanceIdentifier: 'neither',
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
});

it('has no recovery window before the first backup or without backups', async () => {
  await rds.send(creation('orders'));
  expect((await windowOf('creating'))[0].RestoreWindow).toBeUndefined();
  await rds.send(creation('without', { BackupRetentionPeriod: 0 }));
  fake.clock.settle();
  expect(await windowOf('active')).toHaveLength(1);
  await expect(
    rds.send(
      new RestoreDBInstanceToPointInTimeCommand({
        SourceDBInstanceIdentifier: 'without',
        TargetDBInstanceIdentifier: 'restored',
        UseLatestRestorableTime: true,
      }),
    ),
  ).rejects.toMatchObject({ name: 'PointInTimeRestoreNotEnabledFault' });
});

it('restores the instance with the resource id, and no other one', async () => {
  const { db } = await exists();
  await rds.send(creation('other', { DBName: 'other' }));
  fake.clock.settle();
  fake.clock.advance(3_600);
  const restore = (source: object) =>
    rds.send(
      new RestoreDBInstanceToPointInTimeCommand({
        ...source,
        TargetDBInstanceIdentifier: 'restored',
        UseLatestRestorableTime: true,
      }),
    );
  const SourceDBInstanceIdentifier = 'orders';
  const SourceDbiResourceId = db.DbiResourceId;
  const ambiguous = { name: 'InvalidParameterCombination' };
  await expect(restore({})).rejects.toMatchObject(ambiguous);
  await expect(
    restore({ SourceDBInstanceIdentifier, SourceDbiResourceId }),
  ).rejects.toMatchObject(ambiguous);
  await expect(
    restore({ SourceDbiResourceId: 'db-UNKNOWN' }),
  ).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' });
  expect([...fake.region().instances.keys()]).toEqual(['orders', 'other']);
  const { DBInstance } = await restore({ SourceDbiResourceId });
  expect(DBInstance!.DBName).toBe('orders');
});

it('restores a deleted instance from its retained backup, until that ends', async () => {
  const { db } = await exists({ DeletionProtection: false });
  await rds.send(
    new DeleteDBInstanceCommand({
      DBInstanceIdentifier: 'orders',
      SkipFinalSnapshot: true,
      DeleteAutomatedBackups: false,
    }),
  );
  fake.clock.settle();
  const [retained] = await windowOf('retained');
  expect(retained).toMatchObject({
    DBInstanceIdentifier: 'orders',
    DbiResourceId: db.DbiResourceId,
    BackupRetentionPeriod: 7,
  });
  await rds.send(
    new RestoreDBInstanceToPointInTimeCommand({
      SourceDbiResourceId: retained.DbiResourceId,
      TargetDBInstanceIdentifier: 'orders',
      UseLatestRestorableTime: true,
      DBInstanceClass: 'db.t4g.medium',
    }),
  );
  expect(fake.region().instances.get('orders')!.db.DbiResourceId).not.toBe(
    db.DbiResourceId,
  );
  fake.clock.advance(8 * 86_400);
  expect(await windowOf('retained')).toEqual([]);
});

it('upgrades a version past its standard support without Extended Support', async () => {
  await exists({ EngineVersion: '13.23' });
  await rds.send(
    new CreateDBSnapshotCommand({
      DBInstanceIdentifier: 'orders',
      DBSnapshotIdentifier: 'old',
    }),
  );
  fake.clock.settle();
  const restore = async (id: string, support: string) =>
    (
      await rds.send(
        new RestoreDBInstanceFromDBSnapshotCommand({
          DBInstanceIdentifier: id,
          DBSnapshotIdentifier: 'old',
          EngineLifecycleSupport: `open-source-rds-extended-support${support}`,
        }),
      )
    ).DBInstance!.EngineVersion;
  expect(await restore('same', '')).toBe('13.23');
  expect(await restore('upgraded', '-disabled')).toBe('16.11');
});
