import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  postgresCredentialStoresExtensionPoint,
  postgresProvidersExtensionPoint,
  type CredentialStore,
} from '@pgstage/backstage-plugin-postgres-node';
import postgresModuleKubernetes from '.';

const cluster = {
  name: 'prod-eu',
  url: 'https://127.0.0.1:1',
  serviceAccountToken: 't',
};

async function start(kubernetes: object, providers?: object) {
  const stores: CredentialStore[] = [];
  const added: string[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        postgresCredentialStoresExtensionPoint,
        {
          addCredentialStore: store => stores.push(store),
          getCredentialStore: () => stores[0],
        },
      ],
      [
        postgresProvidersExtensionPoint,
        { addProvider: ({ id }) => added.push(id) },
      ],
    ],
    features: [
      postgresModuleKubernetes,
      mockServices.rootConfig.factory({
        data: { postgres: { kubernetes, ...(providers && { providers }) } },
      }),
    ],
  });
  return [...stores.map(({ id }) => id), ...added];
}

describe('postgresModuleKubernetes', () => {
  it('adds its credential store and its provider, without waiting for the cluster', async () => {
    expect(
      await start({
        clusters: [cluster],
        credentialStore: { cluster: 'prod-eu', namespace: 'apps' },
      }),
    ).toEqual(['kubernetes', 'cloudnative-pg']);
  });

  it('does not add a disabled provider', async () => {
    const off = { 'cloudnative-pg': { enabled: false } };
    expect(await start({ clusters: [cluster] }, off)).toEqual(['kubernetes']);
  });

  it('adds the provider for StatefulSets only if it is configured', async () => {
    const on = { statefulset: {} };
    expect(await start({ clusters: [cluster] }, on)).toEqual([
      'kubernetes',
      'cloudnative-pg',
      'statefulset',
    ]);
  });

  it.each([
    [{ clusters: ['nowhere'] }, /clusters names 'nowhere'/],
    [{ defaultSize: 'huge' }, /cloudnative-pg\.defaultSize must be one of/],
    [
      { backup: { schedule: '* * * * *' } },
      /cloudnative-pg\.backup\.schedule must be a schedule/,
    ],
    [
      {
        backupTargets: {
          main: { type: 's3', path: 's3://b/x', pathStyle: true },
        },
      },
      /backupTargets\.main\.pathStyle must be true with an endpoint/,
    ],
  ])(
    'fails to start with the provider configuration %j',
    async (own, message) => {
      await expect(
        start({ clusters: [cluster] }, { 'cloudnative-pg': own }),
      ).rejects.toThrow(message);
    },
  );

  it('does nothing without a cluster', async () => {
    expect(await start({})).toEqual([]);
  });

  it.each([
    [{ clusters: [{ name: 'prod-eu' }] }, /clusters\[0\] needs exactly one/],
    [
      { clusters: [cluster], credentialStore: { cluster: 'prod-us' } },
      /credentialStore\.cluster 'prod-us' is not a configured cluster; configured: prod-eu/,
    ],
    [
      { clusters: [cluster], credentialStore: { namespace: 'No Name' } },
      /credentialStore\.namespace must be the name of a namespace/,
    ],
  ])(
    'fails to start with the configuration %j',
    async (kubernetes, message) => {
      await expect(start(kubernetes)).rejects.toThrow(message);
    },
  );
});
