import { mockServices } from '@backstage/backend-test-utils';
import { describeProvider } from './describe';
import { readCloudNativePgConfig, type ClusterContext } from './model';

describe('describeProvider', () => {
  it('names the default size and backup target first, because a form selects the first', async () => {
    const config = readCloudNativePgConfig(
      mockServices.rootConfig({
        data: {
          postgres: {
            providers: {
              'cloudnative-pg': {
                sizes: { tiny: { title: 'Tiny', storage: '1Gi' } },
                defaultSize: 'tiny',
                backupTargets: {
                  archive: { type: 's3', path: 's3://archive' },
                  store: { type: 'gcs', path: 'gs://store' },
                },
                backup: { target: 'store' },
              },
            },
          },
        },
      }),
    );
    const context = {
      cluster: { name: 'eu', title: 'EU' },
      config,
      ready: async () => {},
      watch: { status: () => ({ status: 'ok' }) },
      jobs: { knownRefusal: async () => undefined },
    } as unknown as ClusterContext;
    const { locations } = await describeProvider([context]);
    expect(locations.map(({ sizes }) => sizes?.map(({ id }) => id))).toEqual([
      ['tiny', 'small', 'medium', 'large'],
    ]);
    expect(locations[0].backupTargets).toEqual([
      { id: 'store', title: 'store: Google Cloud Storage' },
      { id: 'archive', title: 'archive: object store S3' },
    ]);
    expect(locations[0]).toMatchObject({
      roles: { supported: true },
      databases: { supported: true },
    });
    expect(locations[0].optionsSchema).toMatchObject({
      properties: { backup: { title: 'Backups' }, initSqlAsOwner: {} },
    });
  });
});
