import {
  ApplyPendingMaintenanceActionCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  DescribePendingMaintenanceActionsCommand,
  DescribeValidDBInstanceModificationsCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { FakeAws } from '.';
import { creation, testClients } from './testClients';

const arn = 'arn:aws:rds:eu-west-1:123456789012:db:orders';
let fake: FakeAws;
let rds: RDSClient;
beforeEach(async () => {
  fake = await FakeAws.start();
  rds = testClients(fake).rds;
});
afterEach(() => fake.stop());

it('lists versions with their upgrade targets, deprecated ones on request', async () => {
  const list = async (IncludeAll: boolean) =>
    (
      await rds.send(
        new DescribeDBEngineVersionsCommand({ Engine: 'postgres', IncludeAll }),
      )
    ).DBEngineVersions!;
  const all = await list(true);
  expect(all.map(each => each.EngineVersion)).toContain('13.23');
  const available = await list(false);
  expect(available.map(each => each.EngineVersion)).not.toContain('13.23');
  const found = available.find(each => each.EngineVersion === '17.7')!;
  expect(found.DBParameterGroupFamily).toBe('postgres17');
  expect(
    found.ValidUpgradeTarget!.map(target => [
      target.EngineVersion,
      target.IsMajorVersionUpgrade,
    ]),
  ).toEqual([
    ['17.9', false],
    ['18.3', true],
  ]);
});

it('states the end of standard support', async () => {
  const { DBMajorEngineVersions } = await rds.send(
    new DescribeDBMajorEngineVersionsCommand({
      Engine: 'postgres',
      MajorEngineVersion: '17',
    }),
  );
  expect(DBMajorEngineVersions).toMatchObject([
    {
      MajorEngineVersion: '17',
      SupportedEngineLifecycles: [
        { LifecycleSupportEndDate: expect.any(Date) },
      ],
    },
  ]);
});

it('lists classes with their storage, and what an instance can have', async () => {
  const { OrderableDBInstanceOptions } = await rds.send(
    new DescribeOrderableDBInstanceOptionsCommand({
      Engine: 'postgres',
      EngineVersion: '17.9',
      DBInstanceClass: 'db.m7g.large',
    }),
  );
  expect(OrderableDBInstanceOptions!.map(option => option.StorageType)).toEqual(
    ['gp2', 'gp3', 'io1'],
  );
  await rds.send(creation('orders', { AllocatedStorage: 30 }));
  const { ValidDBInstanceModificationsMessage: valid } = await rds.send(
    new DescribeValidDBInstanceModificationsCommand({
      DBInstanceIdentifier: 'orders',
    }),
  );
  expect(valid!.Storage![0].StorageSize![0].From).toBe(30);
});

it('has pending maintenance, which is applied now or later', async () => {
  await rds.send(creation('orders'));
  fake.region().maintenance.set(arn, [{ Action: 'system-update' }]);
  await rds.send(
    new ApplyPendingMaintenanceActionCommand({
      ResourceIdentifier: arn,
      ApplyAction: 'system-update',
      OptInType: 'next-maintenance',
    }),
  );
  const { PendingMaintenanceActions } = await rds.send(
    new DescribePendingMaintenanceActionsCommand({ ResourceIdentifier: arn }),
  );
  expect(PendingMaintenanceActions).toMatchObject([
    {
      ResourceIdentifier: arn,
      PendingMaintenanceActionDetails: [
        { Action: 'system-update', OptInStatus: 'next-maintenance' },
      ],
    },
  ]);
  await expect(
    rds.send(
      new ApplyPendingMaintenanceActionCommand({
        ResourceIdentifier: arn,
        ApplyAction: 'os-upgrade',
        OptInType: 'immediate',
      }),
    ),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundFault' });
});
