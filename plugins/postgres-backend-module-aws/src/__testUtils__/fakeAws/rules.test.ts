import {
  AddTagsToResourceCommand,
  CreateDBInstanceReadReplicaCommand,
  CreateDBParameterGroupCommand,
  CreateDBSubnetGroupCommand,
  ModifyDBInstanceCommand,
  type ModifyDBInstanceMessage,
  ModifyDBParameterGroupCommand,
  type RDSClient,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-rds';
import { FakeAws } from '.';
import { creation, creationWithPassword, testClients } from './testClients';

let fake: FakeAws;
let rds: RDSClient;
beforeEach(async () => {
  fake = await FakeAws.start();
  rds = testClients(fake).rds;
});
afterEach(() => fake.stop());

const combination = { name: 'InvalidParameterCombination' };
const value = { name: 'InvalidParameterValue' };
const arn = 'arn:aws:rds:eu-west-1:123456789012:db:orders';

const modify = (input: Partial<ModifyDBInstanceMessage>) =>
  rds.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: 'orders',
      ApplyImmediately: true,
      ...input,
    }),
  );

it.each([
  ['a name with two hyphens', { DBInstanceIdentifier: 'a--b' }, value],
  ['a database name with a hyphen', { DBName: 'a-b' }, value],
  ['a reserved user', { MasterUsername: 'admin' }, value],
  ['both passwords', { MasterUserPassword: 'long-enough' }, combination],
  ['less than 20 GiB', { AllocatedStorage: 1 }, value],
  ['throughput of a small gp3', { StorageThroughput: 500 }, combination],
  ['IOPS of a small gp3', { Iops: 12_000 }, combination],
  [
    'a zone and Multi-AZ',
    { MultiAZ: true, AvailabilityZone: 'eu-west-1a' },
    combination,
  ],
  ['monitoring without a role', { MonitoringInterval: 10 }, combination],
  ['an unknown version', { EngineVersion: '17.99' }, combination],
  [
    'a subnet group that does not exist',
    { DBSubnetGroupName: 'none' },
    { name: 'DBSubnetGroupNotFoundFault' },
  ],
  [
    'a parameter group that does not exist',
    { DBParameterGroupName: 'none' },
    { name: 'DBParameterGroupNotFoundFault' },
  ],
  ['an unknown security group', { VpcSecurityGroupIds: ['sg-none'] }, value],
  ['a tag with a comma', { Tags: [{ Key: 'a', Value: 'b,c' }] }, value],
  [
    'a tag of 257 characters',
    { Tags: [{ Key: 'a', Value: 'x'.repeat(257) }] },
    value,
  ],
  ['a tag of AWS', { Tags: [{ Key: 'aws:a', Value: 'b' }] }, value],
])('refuses to create with %s', async (_, input, error) => {
  await expect(rds.send(creation('orders', input))).rejects.toMatchObject(
    error,
  );
  expect(fake.region().instances.size).toBe(0);
});

it('accepts IOPS and throughput of a gp3 of 400 GiB', async () => {
  const { DBInstance } = await rds.send(
    creation('orders', {
      AllocatedStorage: 400,
      Iops: 12_000,
      StorageThroughput: 500,
    }),
  );
  expect(DBInstance).toMatchObject({ Iops: 12_000, StorageThroughput: 500 });
});

it('has up to 50 tags, to which those of AWS do not count', async () => {
  const tags = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, index) => ({
      Key: `${prefix}${index}`,
      Value: 'x',
    }));
  await rds.send(creation('orders', { Tags: tags(49, 'a') }));
  fake
    .region()
    .tags.get(arn)!
    .push({ Key: 'aws:cloudformation:stack-name', Value: 'okctl' });
  const add = (Tags: ReturnType<typeof tags>) =>
    rds.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags }));
  await expect(add(tags(2, 'b'))).rejects.toMatchObject(value);
  await add(tags(1, 'b'));
  await rds.send(
    new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: ['a0'] }),
  );
  await add(tags(1, 'c'));
  expect(fake.region().tags.get(arn)).toHaveLength(51);
});

it('excludes replicas and a managed password, in both directions', async () => {
  const replica = new CreateDBInstanceReadReplicaCommand({
    DBInstanceIdentifier: 'orders-replica',
    SourceDBInstanceIdentifier: 'orders',
  });
  await rds.send(creation('orders'));
  fake.clock.settle();
  await expect(rds.send(replica)).rejects.toMatchObject(value);
  await modify({
    ManageMasterUserPassword: false,
    MasterUserPassword: 'another-password',
  });
  fake.clock.settle();
  expect(fake.region().secrets.size).toBe(0);
  expect(fake.region().instances.get('orders')!.masterPassword).toBe(
    'another-password',
  );
  await rds.send(replica);
  await expect(
    modify({ ManageMasterUserPassword: true }),
  ).rejects.toMatchObject(combination);
});

it('needs backups for replicas, and sets passwords on the primary only', async () => {
  const replica = new CreateDBInstanceReadReplicaCommand({
    DBInstanceIdentifier: 'orders-replica',
    SourceDBInstanceIdentifier: 'orders',
  });
  await rds.send(creationWithPassword('orders', { BackupRetentionPeriod: 0 }));
  fake.clock.settle();
  await expect(rds.send(replica)).rejects.toMatchObject({
    name: 'InvalidDBInstanceStateFault',
  });
  await modify({ BackupRetentionPeriod: 7 });
  fake.clock.settle();
  await rds.send(replica);
  fake.clock.settle();
  await expect(
    modify({
      DBInstanceIdentifier: 'orders-replica',
      MasterUserPassword: 'another-password',
    }),
  ).rejects.toMatchObject(combination);
  await expect(modify({ BackupRetentionPeriod: 0 })).rejects.toMatchObject({
    name: 'InvalidDBInstanceStateFault',
  });
});

it('sets a password after a while, and shows that it is pending', async () => {
  await rds.send(creationWithPassword('orders'));
  fake.clock.settle();
  const record = fake.region().instances.get('orders')!;
  const { DBInstance } = await modify({
    MasterUserPassword: 'another-password',
    ApplyImmediately: false,
  });
  expect(DBInstance!.PendingModifiedValues!.MasterUserPassword).toBe('****');
  expect(record.masterPassword).toBe('a-first-password');
  fake.clock.advance(40);
  expect(record.db.DBInstanceStatus).toBe('resetting-master-credentials');
  fake.clock.settle();
  expect(record.masterPassword).toBe('another-password');
  expect(record.db.PendingModifiedValues).toEqual({});
});

it('upgrades to valid versions, to another major version with its flag', async () => {
  await rds.send(creation('orders'));
  fake.clock.settle();
  await expect(modify({ EngineVersion: '16.13' })).rejects.toMatchObject(
    combination,
  );
  await expect(modify({ EngineVersion: '18.3' })).rejects.toMatchObject(
    combination,
  );
  await modify({ EngineVersion: '18.3', AllowMajorVersionUpgrade: true });
  fake.clock.advance(60);
  const { db } = fake.region().instances.get('orders')!;
  expect(db.DBInstanceStatus).toBe('upgrading');
  fake.clock.settle();
  expect(db.EngineVersion).toBe('18.3');
});

it('modifies no member of a Multi-AZ DB cluster', async () => {
  await rds.send(creation('orders'));
  fake.clock.settle();
  fake.region().instances.get('orders')!.db.DBClusterIdentifier = 'cluster';
  await expect(modify({ MultiAZ: true })).rejects.toMatchObject(combination);
});

it('refuses more instances than the quota', async () => {
  fake.region().instanceQuota = 1;
  await rds.send(creation('orders'));
  await expect(rds.send(creation('billing'))).rejects.toMatchObject({
    name: 'InstanceQuotaExceededFault',
  });
});

it('has subnet groups of two zones and parameter groups of a family', async () => {
  const subnets = (SubnetIds: string[]) =>
    rds.send(
      new CreateDBSubnetGroupCommand({
        DBSubnetGroupName: 'pgstage',
        DBSubnetGroupDescription: 'databases',
        SubnetIds,
      }),
    );
  await expect(subnets(['subnet-0a'])).rejects.toMatchObject({
    name: 'DBSubnetGroupDoesNotCoverEnoughAZs',
  });
  await expect(subnets(['subnet-0a', 'subnet-0z'])).rejects.toMatchObject({
    name: 'InvalidSubnet',
  });
  await subnets(['subnet-0a', 'subnet-0b']);
  await expect(subnets(['subnet-0a', 'subnet-0b'])).rejects.toMatchObject({
    name: 'DBSubnetGroupAlreadyExistsFault',
  });
  await rds.send(
    new CreateDBParameterGroupCommand({
      DBParameterGroupName: 'pgstage-16',
      DBParameterGroupFamily: 'postgres16',
      Description: 'databases',
    }),
  );
  const parameters = (ApplyMethod: 'immediate' | 'pending-reboot') =>
    rds.send(
      new ModifyDBParameterGroupCommand({
        DBParameterGroupName: 'pgstage-16',
        Parameters: [
          {
            ParameterName: 'shared_preload_libraries',
            ParameterValue: 'pg_stat_statements',
            ApplyMethod,
          },
        ],
      }),
    );
  await expect(parameters('immediate')).rejects.toMatchObject(value);
  await parameters('pending-reboot');
  await expect(
    rds.send(creation('orders', { DBParameterGroupName: 'pgstage-16' })),
  ).rejects.toMatchObject(combination);
  await rds.send(
    creation('orders', {
      DBSubnetGroupName: 'pgstage',
      DBParameterGroupName: 'pgstage-16',
      EngineVersion: '16.13',
    }),
  );
});
