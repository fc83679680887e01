import { quotaUsageOf } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ConfigReader } from '@backstage/config';
import { readCloudNativePgConfig } from '../../model';

const GIB = 2 ** 30;
const own = {
  sizes: {
    small: { instances: 1, storage: '10Gi' },
    large: { instances: 3, storage: '50Gi' },
  },
  defaultSize: 'small',
};
const config = readCloudNativePgConfig(
  new ConfigReader({ postgres: { providers: { 'cloudnative-pg': own } } }),
);

it.each([
  [{}, 1, 10],
  [{ size: 'large' }, 3, 50],
  [{ instances: 2, storage: '20Gi' }, 2, 20],
  // Every notation of a Kubernetes quantity.
  [{ storage: `${GIB}` }, 1, 1],
  [{ storage: '1048576Ki' }, 1, 1],
  [{ options: { walStorage: { size: '5Gi' } } }, 1, 15],
  [{ size: 'none', storage: 'much' }, 1, 0],
])('counts %j', (spec, instances, gib) => {
  expect(quotaUsageOf(config, spec)).toEqual({
    instances,
    storageBytes: gib * GIB,
  });
});
