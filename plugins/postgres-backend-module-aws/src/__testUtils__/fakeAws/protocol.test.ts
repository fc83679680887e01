import { CreateSecurityGroupCommand } from '@aws-sdk/client-ec2';
import {
  DescribeDBInstancesCommand,
  DescribeDBLogFilesCommand,
  ListTagsForResourceCommand,
  ModifyDBInstanceCommand,
  paginateDescribeDBInstances,
} from '@aws-sdk/client-rds';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { FakeAws } from '.';
import { creation, testClients } from './testClients';

let fake: FakeAws;
beforeEach(async () => {
  fake = await FakeAws.start();
});
afterEach(() => fake.stop());

it('returns what was created, with tags, to every client of the account and region', async () => {
  const { rds } = testClients(fake);
  const Tags = [
    { Key: 'pgstage:owner', Value: 'group:default/team <a> & "b"' },
  ];
  await expect(rds.send(creation('orders', { Tags }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  Tags[0].Value = 'group:default/team-orders æøå';
  const { DBInstance } = await rds.send(creation('orders', { Tags }));
  expect(DBInstance).toMatchObject({
    DBInstanceArn: 'arn:aws:rds:eu-west-1:123456789012:db:orders',
    DBInstanceStatus: 'creating',
    TagList: Tags,
    MultiAZ: false,
    AllocatedStorage: 20,
  });
  const found = await testClients(fake).rds.send(
    new ListTagsForResourceCommand({ ResourceName: DBInstance!.DBInstanceArn }),
  );
  expect(found.TagList).toEqual(Tags);
  const elsewhere = [{ region: 'eu-north-1' }, { account: '210987654321' }];
  for (const other of elsewhere) {
    const response = await testClients(fake, other).rds.send(
      new DescribeDBInstancesCommand({}),
    );
    expect(response.DBInstances).toEqual([]);
  }
});

it('returns pages with markers', async () => {
  const { rds } = testClients(fake);
  fake.region().instanceQuota = 100;
  for (let index = 0; index < 45; index += 1) {
    await rds.send(creation(`db-${index}`));
  }
  fake.calls.clear();
  const names: string[] = [];
  const pages = paginateDescribeDBInstances(
    { client: rds, pageSize: 20 },
    { Filters: [{ Name: 'engine', Values: ['postgres'] }] },
  );
  for await (const { DBInstances } of pages) {
    names.push(...DBInstances!.map(each => each.DBInstanceIdentifier!));
  }
  expect(new Set(names).size).toBe(45);
  expect(fake.calls.byAction()).toEqual({ DescribeDBInstances: 3 });
  expect(fake.calls.perMinute(fake.clock.now(), 3)).toBe(1);
  await expect(
    rds.send(new DescribeDBInstancesCommand({ MaxRecords: 10 })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await expect(
    rds.send(
      new DescribeDBInstancesCommand({
        Filters: [{ Name: 'tag', Values: ['x'] }],
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

it('returns errors that the SDK can parse, in each protocol', async () => {
  const { rds, ec2, secrets } = testClients(fake);
  await expect(
    rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'none' })),
  ).rejects.toMatchObject({
    name: 'DBInstanceNotFoundFault',
    $metadata: { httpStatusCode: 404 },
  });
  const group = new CreateSecurityGroupCommand({
    GroupName: 'orders-incoming',
    Description: 'orders',
    VpcId: 'vpc-0123456789abcdef0',
  });
  await ec2.send(group);
  await expect(ec2.send(group)).rejects.toMatchObject({
    name: 'InvalidGroup.Duplicate',
  });
  await expect(
    secrets.send(new DescribeSecretCommand({ SecretId: 'none' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('refuses parameters and actions that it does not support', async () => {
  const { rds } = testClients(fake);
  await rds.send(creation('orders'));
  fake.clock.settle();
  await expect(
    rds.send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: 'orders',
        NewDBInstanceIdentifier: 'other',
      }),
    ),
  ).rejects.toMatchObject({ name: 'UnknownParameter' });
  await expect(
    rds.send(new DescribeDBLogFilesCommand({ DBInstanceIdentifier: 'orders' })),
  ).rejects.toMatchObject({ name: 'InvalidAction' });
});
