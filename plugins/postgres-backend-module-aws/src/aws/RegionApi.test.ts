import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DescribeDBInstancesCommand,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { AwsError, FakeAws, HtmlError } from '../__testUtils__/fakeAws';
import { testApi, testRegion } from '../__testUtils__/testRegion';
import { operationOf } from './operationOf';

let fake: FakeAws;
beforeEach(async () => {
  fake = await FakeAws.start();
});
afterEach(() => fake.stop());

const apiOf = (endpoint = fake.endpoint) => testApi(testRegion({ endpoint }));
const describe = (signal?: AbortSignal) =>
  apiOf().call('rds', new DescribeDBInstancesCommand({}), { signal });
const denied = 'User: arn:aws:iam::1:role/x is not authorized';

it.each<[AwsError, string, RegExp]>([
  [
    new AwsError('AccessDenied', denied, 403),
    'UpstreamForbidden',
    /Amazon RDS in 123456789012\/eu-west-1 failed: rds:DescribeDBInstances: AccessDenied: User: arn.* Allow rds:DescribeDBInstances for the role/,
  ],
  [
    new AwsError('ExpiredToken', 'The token is expired', 403),
    'Upstream',
    /credentials of Backstage have expired/,
  ],
  [
    new AwsError('InvalidClientTokenId', 'unknown', 403),
    'UpstreamForbidden',
    /aws\.accounts/,
  ],
  [
    new AwsError('SignatureDoesNotMatch', 'other', 403),
    'UpstreamForbidden',
    /secret key is wrong, or the clock/,
  ],
  [
    new AwsError('OptInRequired', 'not subscribed', 403),
    'UpstreamForbidden',
    /enable the service and the region/,
  ],
  [
    new AwsError('KMSKeyNotAccessibleFault', 'disabled'),
    'UpstreamForbidden',
    /kms:CreateGrant/,
  ],
  [
    new AwsError('InstanceQuotaExceeded', 'No more'),
    'UpstreamRefused',
    /quota/,
  ],
  [
    new AwsError('InsufficientDBInstanceCapacity', 'none left'),
    'UpstreamRefused',
    /Choose another size/,
  ],
  [
    new AwsError('InvalidDBInstanceState', 'is creating'),
    'UpstreamRefused',
    /Wait until/,
  ],
  [
    new AwsError('InvalidParameterCombination', 'Not together'),
    'UpstreamRefused',
    /InvalidParameterCombination: Not together/,
  ],
  [
    new HtmlError('<html></title>'),
    'Upstream',
    /rds:DescribeDBInstances: HTTP \d+, without a response of AWS\. Repeat the request/,
  ],
])('maps %j by its code', async (given, code, message) => {
  fake.faults.add({ kind: given });
  const error = await describe().catch(e => e);
  expect(error).toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
  expect(error.message).not.toContain('\n');
});

it('retries a throttled call, then throws with the reason', async () => {
  fake.faults.add({ kind: new AwsError('Throttling', 'Rate exceeded') });
  await expect(describe()).rejects.toMatchObject({
    code: 'Upstream',
    message: expect.stringContaining('limits the rate of calls'),
  });
  expect(fake.calls.count()).toBe(3);
});

it('names the operation after a bundler has renamed the class', () => {
  class A extends DescribeDBInstancesCommand {}
  expect(operationOf(new A({}))).toBe('DescribeDBInstances');
});

it('sends a request that must not be repeated once', async () => {
  fake.faults.add({ kind: new HtmlError('') });
  const command = new RebootDBInstanceCommand({ DBInstanceIdentifier: 'a' });
  await expect(apiOf().call('rdsOnce', command)).rejects.toMatchObject({
    code: 'Upstream',
  });
  expect(fake.calls.byAction()).toEqual({ RebootDBInstance: 1 });
});

it('returns undefined for an expected error, and throws any other', async () => {
  const names = ['DBInstanceNotFoundFault'];
  const attempt = () =>
    apiOf().tryCall('rds', new DescribeDBInstancesCommand({}), names);
  const fail = (code: string) =>
    fake.faults.add({ kind: new AwsError(code, 'not found', 404), times: 1 });
  fail('DBInstanceNotFound');
  expect(await attempt()).toBeUndefined();
  fail('DBSnapshotNotFound');
  await expect(attempt()).rejects.toMatchObject({ code: 'UpstreamRefused' });
});

it('reports that it cannot connect', async () => {
  const api = apiOf('http://127.0.0.1:1');
  await expect(
    api.call('rds', new DescribeDBInstancesCommand({})),
  ).rejects.toMatchObject({
    code: 'Upstream',
    message: expect.stringContaining('Check that Backstage can connect to it'),
  });
});

it('reports a response that is cut as a broken connection', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Length': 1_000 });
    response.write('<Describe', () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await expect(
      apiOf(`http://127.0.0.1:${port}`).call(
        'rds',
        new DescribeDBInstancesCommand({}),
      ),
    ).rejects.toMatchObject({
      code: 'Upstream',
      message: expect.stringContaining('Check that Backstage can connect'),
    });
  } finally {
    server.close();
  }
});

it('names the account without credentials', async () => {
  const api = testApi(testRegion({ endpoint: fake.endpoint }), {
    getCredentialProvider: async () => {
      throw new Error('no match');
    },
  });
  await expect(
    api.call('rds', new DescribeDBInstancesCommand({})),
  ).rejects.toMatchObject({
    code: 'UpstreamForbidden',
    message: expect.stringMatching(
      /account 123456789012: no match.*aws\.accounts/,
    ),
  });
});

it('ends with its signal while there is no response', async () => {
  fake.faults.add({ kind: 'hang' });
  const reason = new Error('aborted');
  const stop = new AbortController();
  const call = describe(stop.signal);
  setTimeout(() => stop.abort(reason), 50);
  await expect(call).rejects.toBe(reason);
});
