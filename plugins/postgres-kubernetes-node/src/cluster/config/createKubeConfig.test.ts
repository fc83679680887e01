import { mkdtempSync, writeFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { ClusterAccess } from './ClusterConfig';
import { createKubeConfig } from './createKubeConfig';
import {
  createStrategyAuthenticator,
  type StrategyModule,
} from './backstageStrategies';

const services = {
  config: new ConfigReader({}),
  logger: mockServices.logger.mock(),
};
const url = 'https://k8s.example.com';
const create = (access: ClusterAccess) =>
  createKubeConfig({ name: 'a', title: 'A', key: 'the.key', access }, services);

const file = join(mkdtempSync(join(tmpdir(), 'pgstage-')), 'config');
writeFileSync(
  file,
  JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: url } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  }),
);

it('logs in by a context, and by a token', async () => {
  const byFile = await create({ type: 'kubeconfig', file, context: 'x' });
  expect(byFile.getCurrentCluster()).toMatchObject({ server: url });
  const byToken = await create({
    type: 'address',
    url,
    login: { type: 'token', token: 't' },
  });
  const options: RequestOptions = {};
  await byToken.applyToHTTPSOptions(options);
  expect(options.headers).toEqual({ Authorization: 'Bearer t' });
});

const login = { type: 'token', token: 'hunter2' } as const;

it.each<[ClusterAccess, RegExp]>([
  [
    { type: 'kubeconfig', file: '/none' },
    /the\.key: .*'\/none' cannot be read/,
  ],
  [
    { type: 'kubeconfig', file, context: 'y' },
    /no usable context 'y'; it has x/,
  ],
  [{ type: 'in-cluster' }, /the\.key .*does not run in a pod/],
  [
    { type: 'address', url, login: { type: 'pod' } },
    /the\.key\.serviceAccountToken is missing/,
  ],
  [
    { type: 'address', url, caFile: '/none', login },
    /the\.key\.caFile '\/none' does not exist/,
  ],
  [
    { type: 'address', url: 'http://k8s.example.com', login },
    /the\.key has an http: address/,
  ],
])('refuses %j', async (access, message) => {
  const creating = create(access);
  await expect(creating).rejects.toThrow(message);
  await expect(creating).rejects.not.toThrow(/hunter2/);
});

describe("a login of Backstage's Kubernetes plugin", () => {
  const cluster = { name: 'a', key: 'the.key', url };
  const strategy = {
    type: 'strategy',
    provider: 'aws',
    authMetadata: { 'kubernetes.io/aws-assume-role': 'r' },
  } as const;

  it('returns a token, which is cached for a while', async () => {
    const getCredential = jest
      .fn()
      .mockRejectedValueOnce(new Error('no role'))
      .mockResolvedValue({ type: 'bearer token', token: 't' });
    class Strategy {
      getCredential = getCredential;
    }
    const classes: StrategyModule = {
      AwsIamStrategy: Strategy,
      AzureIdentityStrategy: Strategy,
      GoogleServiceAccountStrategy: Strategy,
    };
    const authenticator = await createStrategyAuthenticator(
      cluster,
      strategy,
      services,
      async () => classes,
    );
    const user = { name: 'a' };
    expect(authenticator.isAuthProvider(user)).toBe(true);
    const options = { headers: {} };
    await expect(
      authenticator.applyAuthentication(user, options),
    ).rejects.toThrow('no role');
    await authenticator.applyAuthentication(user, options);
    await authenticator.applyAuthentication(user, options);
    expect(options.headers).toEqual({ Authorization: 'Bearer t' });
    expect(getCredential).toHaveBeenCalledTimes(2);
    expect(getCredential).toHaveBeenLastCalledWith({
      name: 'a',
      url,
      authMetadata: strategy.authMetadata,
    });
  });

  it('names the package that it needs', async () => {
    await expect(
      createStrategyAuthenticator(cluster, strategy, services, () =>
        Promise.reject(new Error('Cannot find module')),
      ),
    ).rejects.toThrow(
      /the\.key\.authProvider 'aws' needs the package @backstage\/plugin-kubernetes-backend/,
    );
  });
});
