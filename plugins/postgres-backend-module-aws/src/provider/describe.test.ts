import { mockServices } from '@backstage/backend-test-utils';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import { CannedApi } from '../__testUtils__/cannedApi';
import { signer } from '../__testUtils__/instances';
import { testRegion } from '../__testUtils__/testRegion';
import { noStore } from '../__testUtils__/MemoryStore';
import { message } from '../messages';
import { RdsProvider } from './RdsProvider';

const details = {
  DescribeDBSnapshots: () => ({}),
  DescribeDBInstanceAutomatedBackups: () => ({}),
  ListSecrets: () => ({}),
  DescribePendingMaintenanceActions: () => ({}),
  DescribeDBMajorEngineVersions: () => ({}),
};
const region = (name: string, DescribeDBInstances: () => unknown) =>
  new CannedApi(
    { ...details, DescribeDBInstances },
    testRegion({ region: name }),
  );

it('describes each region as it was last read, without a call', async () => {
  const regions = [
    region('eu-west-1', () => ({})),
    region('eu-west-2', () => {
      throw new Error('AccessDenied');
    }),
    region('eu-west-3', () => new Promise(() => {})),
  ];
  const provider = new RdsProvider({
    regions,
    signer,
    logger: mockServices.logger.mock(),
    credentialStore: noStore,
  });
  const reported = new Set<string>();
  await provider.connect({
    upsert: () => {},
    remove: () => {},
    replaceAll: location => reported.add(location),
    unreachable: location => reported.add(location),
  });
  try {
    await waitUntil(() => reported.size === 2, { everyMs: 5, withinMs: 5_000 });
    const calls = () => regions.flatMap(api => api.calls).length;
    const before = calls();
    const { locations, optionsSchema } = await provider.describe();
    expect(calls()).toBe(before);
    expect(optionsSchema.properties).toMatchObject({
      multiAz: { title: 'Multi-AZ' },
      iops: { title: 'IOPS', 'x-advanced': true },
    });
    // Forms collapse a property that has the key.
    expect(optionsSchema.properties).not.toHaveProperty('multiAz.x-advanced');
    // No credential store is configured.
    expect(optionsSchema.properties).not.toHaveProperty('credentials');
    expect(locations).toMatchObject([
      { id: '123456789012/eu-west-1', reachable: true },
      { reachable: false, message: 'AccessDenied' },
      { reachable: false, message: message('reachabilityUnknown').text },
    ]);
  } finally {
    await provider.disconnect();
  }
});

it('offers a target for credentials if a store is configured', async () => {
  const config = testRegion(
    {},
    {
      credentialStore: 'kubernetes',
      credentialNamespaces: ['prod/shop', 'prod/web', 'edge/shop'],
    },
  );
  const provider = new RdsProvider({
    regions: [new CannedApi({}, config)],
    signer,
    logger: mockServices.logger.mock(),
    credentialStore: noStore,
  });
  const { optionsSchema } = await provider.describe();
  expect(optionsSchema.properties).toMatchObject({
    credentials: {
      title: 'Secret and ConfigMap',
      properties: {
        cluster: { enum: ['prod', 'edge'] },
        namespace: { enum: ['shop', 'web'] },
      },
    },
  });
});
