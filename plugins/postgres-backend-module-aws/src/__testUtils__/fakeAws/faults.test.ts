import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { FakeAws, type FaultKind } from '.';
import { creation, testClients } from './testClients';

let fake: FakeAws;
beforeEach(async () => {
  fake = await FakeAws.start();
});
afterEach(() => fake.stop());

const describeAll = new DescribeDBInstancesCommand({});

it.each<[FaultKind, string[], number[]]>([
  [
    'throttling',
    ['Throttling', 'RequestLimitExceeded', 'ThrottlingException'],
    [400, 503, 400],
  ],
  [
    'unavailable',
    ['ServiceUnavailable', 'Unavailable', 'ServiceUnavailable'],
    [503, 503, 503],
  ],
  [
    'expired-token',
    ['ExpiredToken', 'RequestExpired', 'ExpiredTokenException'],
    [403, 400, 400],
  ],
  [
    'access-denied',
    ['AccessDenied', 'UnauthorizedOperation', 'AccessDeniedException'],
    [403, 403, 400],
  ],
])('%s: the code and status of each service', async (kind, codes, statuses) => {
  const { rds, ec2, secrets } = testClients(fake);
  fake.faults.add({ kind });
  const errors = await Promise.all([
    rds.send(describeAll).catch(error => error),
    ec2.send(new DescribeSecurityGroupsCommand({})).catch(error => error),
    secrets.send(new ListSecretsCommand({})).catch(error => error),
  ]);
  expect(errors.map(error => error.name)).toEqual(codes);
  expect(errors.map(error => error.$metadata.httpStatusCode)).toEqual(statuses);
});

it('names the action that is not allowed, and who called', async () => {
  fake.faults.add({ kind: 'access-denied' });
  await expect(testClients(fake).rds.send(describeAll)).rejects.toThrow(
    /^User: arn:aws:sts::123456789012:.* is not authorized to perform: rds:DescribeDBInstances on resource: /,
  );
});

it('throttles one account, and ends when it is removed', async () => {
  const remove = fake.faults.add({
    kind: 'throttling',
    account: '210987654321',
  });
  const throttled = testClients(fake, { account: '210987654321' }).rds;
  await expect(throttled.send(describeAll)).rejects.toMatchObject({
    name: 'Throttling',
  });
  await testClients(fake).rds.send(describeAll);
  remove();
  await throttled.send(describeAll);
});

it('is retried by the SDK as AWS is', async () => {
  fake.faults.add({ kind: 'unavailable', times: 2 });
  await testClients(fake, { maxAttempts: 3 }).rds.send(describeAll);
  expect(fake.calls.calls.map(call => call.outcome)).toEqual([
    'ServiceUnavailable',
    'ServiceUnavailable',
    'ok',
  ]);
});

it('loses the response of a creation, whose retry finds its own instance', async () => {
  fake.faults.add({ kind: 'lost', action: 'CreateDBInstance', times: 1 });
  const { rds } = testClients(fake, { maxAttempts: 3 });
  await expect(rds.send(creation('orders'))).rejects.toMatchObject({
    name: 'DBInstanceAlreadyExistsFault',
  });
  expect(fake.region().instances.size).toBe(1);
});

it.each<[FaultKind, number]>([
  ['hang', 0],
  ['late', 1],
])('%s: the client gives up; %i instance exists', async (kind, instances) => {
  fake.faults.add({ kind, action: 'CreateDBInstance' });
  await expect(
    testClients(fake).rds.send(creation('orders')),
  ).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(fake.region().instances.size).toBe(instances);
});

it('ends the caller after a call, which took effect', async () => {
  const { rds } = testClients(fake, { maxAttempts: 3 });
  fake.afterCall(2);
  await rds.send(describeAll);
  await expect(rds.send(creation('orders'))).rejects.toThrow();
  await expect(rds.send(creation('billing'))).rejects.toThrow();
  expect(fake.calls.byAction()).toEqual({
    DescribeDBInstances: 1,
    CreateDBInstance: 1,
  });
  fake.startNewCaller();
  const { DBInstances } = await rds.send(describeAll);
  expect(DBInstances!.map(each => each.DBInstanceIdentifier)).toEqual([
    'orders',
  ]);
});

it('counts a call that failed, and runs a hook before the response', async () => {
  const { rds } = testClients(fake);
  const seen: number[] = [];
  fake.afterCall(2, () => seen.push(fake.region().instances.size));
  const missing = new DescribeDBInstancesCommand({
    DBInstanceIdentifier: 'orders',
  });
  await expect(rds.send(missing)).rejects.toThrow();
  await rds.send(creation('orders'));
  expect(seen).toEqual([1]);
});
