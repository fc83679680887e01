import { ConfigReader } from '@backstage/config';
import { readClusters } from './readClusters';

const own = (...clusters: object[]) =>
  new ConfigReader({ postgres: { kubernetes: { clusters } } });
const backstage = (...clusters: object[]) =>
  new ConfigReader({
    kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters }] },
  });
const url = 'https://k8s.example.com';

describe('postgres.kubernetes.clusters', () => {
  it('reads each way to connect to a cluster', () => {
    const { clusters } = readClusters(
      own(
        { name: 'a', title: 'A', kubeconfig: { context: 'x' } },
        { name: 'b', inCluster: true },
        { name: 'c', url, serviceAccountToken: 't', caData: 'x' },
      ),
      {},
    );
    expect(clusters).toMatchObject([
      { name: 'a', title: 'A', access: { type: 'kubeconfig', context: 'x' } },
      { name: 'b', title: 'b', access: { type: 'in-cluster' } },
      {
        name: 'c',
        key: 'postgres.kubernetes.clusters.2',
        access: { type: 'address', url, login: { type: 'token', token: 't' } },
      },
    ]);
  });

  it.each([
    [[{ name: 'a/b', inCluster: true }], /clusters\[0\]\.name must be at most/],
    [[{ name: 'a' }], /clusters\[0\] needs exactly one of/],
    [
      [{ name: 'a', inCluster: true, kubeconfig: {} }],
      /clusters\[0\] needs exactly one of/,
    ],
    [[{ name: 'a', url }], /clusters\[0\]\.serviceAccountToken is required/],
    [
      [{ name: 'a', inCluster: true, caFile: 'x' }],
      /clusters\[0\]\.caFile must be omitted without url/,
    ],
    [
      [{ name: 'a', url: 'k8s', serviceAccountToken: 'hunter2' }],
      /clusters\[0\]\.url must be an http/,
    ],
    [
      [{ name: 'a', inCluster: true, tokn: 'hunter2' }],
      /clusters\[0\]\.tokn is not a known field/,
    ],
    [
      [
        { name: 'a', inCluster: true },
        { name: 'a', kubeconfig: {} },
      ],
      /clusters\.1\.name 'a' is taken/,
    ],
  ])('refuses %j', (clusters, message) => {
    const read = () => readClusters(own(...clusters), {});
    expect(read).toThrow(message);
    expect(read).toThrow(/^Wrong configuration: postgres\.kubernetes\./);
    expect(read).not.toThrow(/hunter2/);
  });
});

describe("Backstage's section kubernetes", () => {
  it('is used if there is no section of pgstage', () => {
    const { clusters, unusable } = readClusters(
      backstage(
        {
          name: 'a',
          url,
          authProvider: 'serviceAccount',
          serviceAccountToken: 't',
          caFile: '/ca',
        },
        { name: 'b', url, authProvider: 'serviceAccount' },
        { name: 'c', url, authProvider: 'aws', assumeRole: 'arn:x' },
      ),
      {},
    );
    expect(unusable).toEqual([]);
    expect(clusters).toMatchObject([
      { name: 'a', access: { caFile: '/ca', login: { token: 't' } } },
      { name: 'b', access: { login: { type: 'pod' } } },
      {
        name: 'c',
        access: {
          login: {
            provider: 'aws',
            authMetadata: { 'kubernetes.io/aws-assume-role': 'arn:x' },
          },
        },
      },
    ]);
    const both = new ConfigReader({
      ...own({ name: 'mine', inCluster: true }).get<object>(),
      ...backstage({ name: 'a', url, authProvider: 'azure' }).get<object>(),
    });
    expect(readClusters(both, {}).clusters).toMatchObject([{ name: 'mine' }]);
  });

  it('reports what it cannot use, and continues', () => {
    const config = new ConfigReader({
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'localKubectlProxy' },
          {
            type: 'config',
            clusters: [
              { name: 'a', url, authProvider: 'oidc' },
              { name: 'b', url },
              { name: 'c', url, authProvider: 'azure' },
              { name: 'arn:d', url, authProvider: 'azure' },
            ],
          },
        ],
      },
    });
    const { clusters, unusable } = readClusters(config, {});
    expect(clusters).toMatchObject([{ name: 'c' }]);
    const key = 'kubernetes.clusterLocatorMethods';
    expect(unusable).toEqual([
      { key: `${key}.0`, reason: expect.stringMatching(/localKubectlProxy/) },
      {
        key: `${key}.1.clusters.0`,
        reason: expect.stringMatching(/'oidc'.*kubeconfig context instead/),
      },
      {
        key: `${key}.1.clusters.1`,
        reason: expect.stringMatching(/is not known/),
      },
      {
        key: `${key}.1.clusters.3`,
        reason: expect.stringMatching(/the name 'arn:d'/),
      },
    ]);
  });

  it('fails with the wrong key', () => {
    expect(() =>
      readClusters(backstage({ name: 'a', authProvider: 'aws' }), {}),
    ).toThrow(/kubernetes\.clusterLocatorMethods\[0\]\.clusters\[0\]\.url/);
  });
});

describe('postgres.kubernetes.useKubeconfig', () => {
  const config = new ConfigReader({
    postgres: { kubernetes: { useKubeconfig: true } },
  });

  it('offers the cluster of KUBECONFIG if no other is configured', () => {
    const env = { KUBECONFIG: '/some/file' };
    expect(readClusters(config, env).clusters).toMatchObject([
      { name: 'kubeconfig' },
    ]);
    expect(readClusters(config, {}).clusters).toEqual([]);
    expect(readClusters(new ConfigReader({}), env).clusters).toEqual([]);
    const named = new ConfigReader({
      postgres: {
        kubernetes: {
          useKubeconfig: true,
          clusters: [{ name: 'a', inCluster: true }],
        },
      },
    });
    expect(readClusters(named, env).clusters).toMatchObject([{ name: 'a' }]);
  });
});
