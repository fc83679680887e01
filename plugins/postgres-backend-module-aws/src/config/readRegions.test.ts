import { ConfigReader } from '@backstage/config';
import { readRegions } from './readRegions';

const network = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0a', 'subnet-0b'],
};
const read = (value: object) =>
  readRegions(
    new ConfigReader({ postgres: { providers: { 'aws-rds': value } } }),
  );
const readRegion = (region: object, provider: object = {}) =>
  read({
    accounts: [
      {
        accountId: '123456789012',
        regions: [{ region: 'eu-west-1', network, ...region }],
      },
    ],
    ...provider,
  });

it('returns no region without configuration', () => {
  expect(readRegions(new ConfigReader({}))).toEqual([]);
});

it('fills in the defaults', () => {
  expect(readRegion({})).toEqual([
    {
      id: '123456789012/eu-west-1',
      accountId: '123456789012',
      region: 'eu-west-1',
      title: '123456789012, eu-west-1',
      network: { ...network, applicationSecurityGroups: [] },
      sizes: {
        small: {
          title: '2 vCPU, 4 GiB',
          class: 'db.t4g.medium',
          multiAz: false,
        },
        medium: {
          title: '2 vCPU, 8 GiB',
          class: 'db.m7g.large',
          multiAz: true,
        },
        large: {
          title: '4 vCPU, 16 GiB',
          class: 'db.m7g.xlarge',
          multiAz: true,
        },
      },
      versions: ['17'],
      storage: { default: 20, max: 1000 },
      backups: { retentionDays: 7 },
      protected: true,
      tags: {},
      managedBy: [],
      rotationDays: 30,
      sql: false,
      credentialNamespaces: [],
      poll: { idleSeconds: 60, changingSeconds: 20 },
    },
  ]);
});

it('overrides settings of the provider by those of a region', () => {
  const [region] = readRegion(
    { versions: ['16'], storage: { default: '50Gi' } },
    { versions: ['17'], backups: { retentionDays: 14 }, protected: false },
  );
  expect(region).toMatchObject({
    versions: ['16'],
    storage: { default: 50, max: 1000 },
    backups: { retentionDays: 14 },
    protected: false,
  });
});

it.each<[object, object, RegExp]>([
  [{ region: 'europe' }, {}, /regions\[0\]\.region must be a region/],
  [
    { network: { vpcId: 'vpc-1' } },
    {},
    /network must have either subnetIds or subnetGroup/,
  ],
  [
    { network: { ...network, subnetIds: ['subnet-1'] } },
    {},
    /subnetIds must have subnets in at least two zones/,
  ],
  [
    { network: { ...network, applicationSecurityGroups: ['group'] } },
    {},
    /applicationSecurityGroups\[0\] must look like sg-/,
  ],
  [{ monitoring: { roleArn: 'role' } }, {}, /monitoring\.roleArn must be/],
  [{ nonsense: 1 }, {}, /regions\[0\]\.nonsense is not a known field/],
  [{}, { accounts: [] }, /accounts must have at least one account/],
  [{}, { sizes: {} }, /sizes must have at least one size/],
  [
    {},
    { sizes: { small: { class: 't4g' } } },
    /sizes\.small\.class must be an instance class/,
  ],
  [{}, { storage: { max: '10' } }, /storage\.max must be a whole number/],
  [
    {},
    { backups: { retentionDays: 0 } },
    /backups\.retentionDays must be at least 1/,
  ],
  [{}, { backups: { window: '3-4' } }, /backups\.window must look like/],
  [
    { maintenanceWindow: 'mon:03:30-mon:04:30' },
    { backups: { window: '03:00-04:00' } },
    /regions\[0\]\.maintenanceWindow must not overlap/,
  ],
  [{}, { tags: { 'aws:x': 'y' } }, /tags must have/],
  [
    {},
    { credentialNamespaces: ['shop'] },
    /credentialNamespaces\[0\] must be a cluster and a namespace/,
  ],
  [{}, { tags: { x: 'a,b' } }, /tags must have/],
])('refuses %j with %j and names the key', (region, provider, message) => {
  expect(() => readRegion(region, provider)).toThrow(message);
});

it('refuses duplicate accounts and regions', () => {
  const account = {
    accountId: '123456789012',
    regions: [{ region: 'eu-west-1', network }],
  };
  expect(() => read({ accounts: [account, account] })).toThrow(
    'accounts must have a different accountId in each entry',
  );
  expect(() =>
    read({
      accounts: [
        { ...account, regions: [account.regions[0], account.regions[0]] },
      ],
    }),
  ).toThrow('regions must have a different region in each entry');
});

it('logs in where sql is on, for which it requires the certificates of Amazon RDS', () => {
  const caCertificates = 'PEM';
  const [inherited] = readRegion({ caCertificates }, { sql: true });
  expect(inherited.sql).toBe(true);
  const [off] = readRegion({ sql: false }, { sql: true });
  expect(off.sql).toBe(false);
  expect(() => readRegion({}, { sql: true })).toThrow(
    /regions\[0\]\.caCertificates must be set with sql/,
  );
  // No login is tried with an emulator.
  const endpoint = 'http://127.0.0.1:5000';
  expect(readRegion({ endpoint }, { sql: true })).toHaveLength(1);
});
