import type {
  ChangeDatabase,
  DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import { ConfigReader } from '@backstage/config';
import { readCloudNativePgConfig, type ClusterContext } from '../model';
import { changedPlan } from './changedSpec';
import { recordedPlan } from './recordedPlan';

const config = readCloudNativePgConfig(
  new ConfigReader({
    postgres: {
      providers: {
        'cloudnative-pg': { versions: ['18', '17'], extensions: ['citext'] },
      },
    },
  }),
);
const context = { name: 'test', config } as ClusterContext;

/** A spec from before the configuration was restricted. */
const dropped: DatabaseSpec = {
  version: '13',
  size: 'vintage',
  instances: 2,
  storage: '10Gi',
  extensions: ['citext', 'postgis'],
};

function changed(change: ChangeDatabase) {
  const metadata = { namespace: 'default', name: 'orders' };
  const record = { spec: dropped };
  const plan = recordedPlan(context, { ...metadata, record });
  return changedPlan(context, plan, change, { metadata, spec: {} }).spec;
}

it('changes a database with values that the configuration no longer allows', () => {
  expect(changed({ instances: 3 })).toMatchObject({
    ...dropped,
    instances: 3,
  });
  expect(changed({ version: '18', size: 'large' })).toMatchObject({
    version: '18',
    size: 'large',
    storage: '10Gi',
  });
});

it.each([
  [{ version: '12' }, 'version must be one of 18, 17'],
  [{ size: 'galactic' }, 'size must be one of'],
  [{ extensions: ['plperlu', 'postgis'] }, 'extensions.0 must be one of'],
])('refuses %j, which is not allowed', (change, rule) => {
  expect(() => changed(change)).toThrow(rule);
});
