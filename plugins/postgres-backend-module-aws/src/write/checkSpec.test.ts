import {
  type DatabaseSpec,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import { testRegion } from '../__testUtils__/testRegion';
import { checkSpec } from './checkSpec';

const config = testRegion({}, { maintenanceWindow: 'mon:03:30-mon:04:30' });

function issuesOf(spec: DatabaseSpec, name = 'orders'): [string, string][] {
  try {
    checkSpec(config, name, spec);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidFieldsError);
    return (error as InvalidFieldsError).issues.map(({ field, rule }) => [
      field,
      rule,
    ]);
  }
}

it('fills in the defaults of the configuration', () => {
  expect(checkSpec(config, 'orders-of-shop', {})).toEqual({
    version: '17',
    size: 'small',
    storage: 20,
    database: 'orders_of_shop',
    user: 'orders_of_shop',
    protected: true,
    options: {},
  });
});

it.each<[string, DatabaseSpec]>([
  ['database', { database: 'a-b' }],
  ['database', { database: 'postgres' }],
  ['user', { user: 'admin' }],
  ['user', { user: 'x'.repeat(17) }],
  ['size', { size: 'huge' }],
  ['size', { size: 'toString' }],
  ['version', { version: '9.6' }],
  ['storage', { storage: '20' }],
  ['storage', { storage: '10Gi' }],
  ['storage', { storage: '1001Gi' }],
  ['instances', { instances: 2 }],
  ['connectionLimit', { connectionLimit: 5 }],
  ['extensions.0', { extensions: ['citext'] }],
  ['roles', { roles: [{ name: 'other' }] }],
  ['databases', { databases: [{ name: 'other' }] }],
  ['options.nonsense', { options: { nonsense: 1 } }],
  ['options.iops', { options: { iops: 12_000 } }],
  ['options.iops', { storage: '100Gi', options: { storageType: 'io2' } }],
  ['options.storageThroughput', { options: { storageThroughput: 500 } }],
  ['options.maxStorage', { options: { maxStorage: '21Gi' } }],
  ['options.maxStorage', { options: { maxStorage: '2000Gi' } }],
  ['options.maxStorage', { options: { maxStorage: 'much' } }],
  ['options.storageType', { options: { storageType: 'standard' } }],
  ['options.backupRetentionDays', { options: { backupRetentionDays: 3 } }],
  ['options.backupRetentionDays', { options: { backupRetentionDays: 36 } }],
  ['options.backupWindow', { options: { backupWindow: '3-4' } }],
  ['options.backupWindow', { options: { backupWindow: '03:00-04:00' } }],
  ['options.maintenanceWindow', { options: { maintenanceWindow: 'mon' } }],
  [
    'options.maintenanceWindow',
    {
      options: {
        backupWindow: '01:00-02:00',
        maintenanceWindow: 'tue:01:30-tue:02:30',
      },
    },
  ],
])('refuses the field %s of %j with a rule', (field, spec) => {
  expect(issuesOf(spec)).toEqual([
    [field, expect.stringMatching(/^(must|is) /)],
  ]);
});

it.each(['Orders', 'a--b', 'postgres', 'admin', 'pg-temp'])(
  'refuses the name %s, from which other names are derived, with one issue',
  name => {
    expect(issuesOf({}, name)).toEqual([
      ['name', expect.stringMatching(/^must /)],
    ]);
  },
);

it('accepts a name if the request has the names that are derived from it', () => {
  expect(issuesOf({ database: 'main', user: 'owner' }, 'postgres')).toEqual([]);
});

it('has an issue for each invalid field', () => {
  const fields = issuesOf({
    size: 'huge',
    instances: 2,
    options: { iops: 1 },
  }).map(([field]) => field);
  expect(fields.sort()).toEqual(['instances', 'options.iops', 'size']);
});
