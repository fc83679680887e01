import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import {
  type ScriptedResponse,
  queryError,
  startScriptedAws,
} from '../__testUtils__/scriptedAws';
import { testApi, testRegion } from '../__testUtils__/testRegion';

type Fake = Awaited<ReturnType<typeof startScriptedAws>>;
let fake: Fake;
let answer: ScriptedResponse | undefined;
beforeAll(async () => {
  fake = await startScriptedAws(() => answer);
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
])('tells by its code what %j means', async (given, code, message) => {
  answer = given;
  const error = await describe().catch(e => e);
  expect(error).toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
  expect(error.message).not.toContain('\n');
});

it('retries a throttled call, then says so', async () => {
  answer = queryError('Throttling', 'Rate exceeded');
  await expect(describe()).rejects.toMatchObject({
    code: 'Upstream',
    message: expect.stringContaining('limits the rate of calls'),
  });
  expect(fake.calls).toHaveLength(3);
});

it('takes an error for an answer where that is expected, and no other', async () => {
  const names = ['DBInstanceNotFoundFault'];
  const attempt = () =>
    apiOf().tryCall('rds', new DescribeDBInstancesCommand({}), names);
  answer = queryError('DBInstanceNotFound', 'gone', 404);
  expect(await attempt()).toBeUndefined();
  answer = queryError('DBSnapshotNotFound', 'gone', 404);
  await expect(attempt()).rejects.toMatchObject({ code: 'UpstreamRefused' });
});

it('says that nothing can be reached', async () => {
  const api = apiOf('http://127.0.0.1:1');
  await expect(
    api.call('rds', new DescribeDBInstancesCommand({})),
  ).rejects.toMatchObject({
    code: 'Upstream',
    message: expect.stringContaining('Check that Backstage can reach it'),
  });
});

it('says for which account there are no credentials', async () => {
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

it('ends with its signal while nothing answers', async () => {
  answer = undefined;
  const reason = new Error('nobody waits');
  const stop = new AbortController();
  const call = describe(stop.signal);
  setTimeout(() => stop.abort(reason), 50);
  await expect(call).rejects.toBe(reason);
});
