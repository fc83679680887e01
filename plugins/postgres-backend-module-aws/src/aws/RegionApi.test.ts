import {
  DescribeDBInstancesCommand,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import {
  type ScriptedResponse,
  queryError,
  startScriptedAws,
} from '../__testUtils__/scriptedAws';
import { testApi, testRegion } from '../__testUtils__/testRegion';
import { operationOf } from './operationOf';

type Fake = Awaited<ReturnType<typeof startScriptedAws>>;
let fake: Fake;
let response: ScriptedResponse | undefined;
beforeAll(async () => {
  fake = await startScriptedAws(() => response);
});
afterAll(() => fake?.stop());
beforeEach(() => {
  fake.calls.length = 0;
});

const apiOf = (endpoint = fake.endpoint) => testApi(testRegion({ endpoint }));
const describe = (signal?: AbortSignal) =>
  apiOf().call('rds', new DescribeDBInstancesCommand({}), { signal });
const denied = 'User: arn:aws:iam::1:role/x is not authorized';

it.each<[ScriptedResponse, string, RegExp]>([
  [
    queryError('AccessDenied', denied, 403),
    'UpstreamForbidden',
    /Amazon RDS in 123456789012\/eu-west-1 failed: rds:DescribeDBInstances: AccessDenied: User: arn.* Allow rds:DescribeDBInstances for the role/,
  ],
  [
    queryError('ExpiredToken', 'The token is expired', 403),
    'Upstream',
    /credentials of Backstage have expired/,
  ],
  [
    queryError('InvalidClientTokenId', 'unknown', 403),
    'UpstreamForbidden',
    /aws\.accounts/,
  ],
  [
    queryError('SignatureDoesNotMatch', 'other', 403),
    'UpstreamForbidden',
    /secret key is wrong, or the clock/,
  ],
  [
    queryError('OptInRequired', 'not subscribed', 403),
    'UpstreamForbidden',
    /enable the service and the region/,
  ],
  [
    queryError('KMSKeyNotAccessibleFault', 'disabled'),
    'UpstreamForbidden',
    /kms:CreateGrant/,
  ],
  [queryError('InstanceQuotaExceeded', 'No more'), 'UpstreamRefused', /quota/],
  [
    queryError('InsufficientDBInstanceCapacity', 'none left'),
    'UpstreamRefused',
    /Choose another size/,
  ],
  [
    queryError('InvalidDBInstanceState', 'is creating'),
    'UpstreamRefused',
    /Wait until/,
  ],
  [
    queryError('InvalidParameterCombination', 'Not together'),
    'UpstreamRefused',
    /InvalidParameterCombination: Not together/,
  ],
  [{ status: 500, body: '<html></title>' }, 'Upstream', /Repeat the request/],
])('maps %j by its code', async (given, code, message) => {
  response = given;
  const error = await describe().catch(e => e);
  expect(error).toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
  expect(error.message).not.toContain('\n');
});

it('retries a throttled call, then throws with the reason', async () => {
  response = queryError('Throttling', 'Rate exceeded');
  await expect(describe()).rejects.toMatchObject({
    code: 'Upstream',
    message: expect.stringContaining('limits the rate of calls'),
  });
  expect(fake.calls).toHaveLength(3);
});

it('names the operation after a bundler has renamed the class', () => {
  class A extends DescribeDBInstancesCommand {}
  expect(operationOf(new A({}))).toBe('DescribeDBInstances');
});

it('sends a request that must not be repeated once', async () => {
  response = { status: 500, body: '' };
  const command = new RebootDBInstanceCommand({ DBInstanceIdentifier: 'a' });
  await expect(apiOf().call('rdsOnce', command)).rejects.toMatchObject({
    code: 'Upstream',
  });
  expect(fake.calls).toEqual(['RebootDBInstance']);
});

it('returns undefined for an expected error, and throws any other', async () => {
  const names = ['DBInstanceNotFoundFault'];
  const attempt = () =>
    apiOf().tryCall('rds', new DescribeDBInstancesCommand({}), names);
  response = queryError('DBInstanceNotFound', 'not found', 404);
  expect(await attempt()).toBeUndefined();
  response = queryError('DBSnapshotNotFound', 'not found', 404);
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
  response = undefined;
  const reason = new Error('aborted');
  const stop = new AbortController();
  const call = describe(stop.signal);
  setTimeout(() => stop.abort(reason), 50);
  await expect(call).rejects.toBe(reason);
});
