import type { DBInstance } from '@aws-sdk/client-rds';
import {
  type ChangeDatabase,
  InvalidFieldsError,
} from '@pgstage/backstage-plugin-postgres-common';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { LOCATION } from '../__testUtils__/testRegion';
import { changeDatabase } from './changeDatabase';

async function change(
  request: ChangeDatabase,
  instance: Partial<DBInstance> = {},
) {
  const TagList = await signedTags(databaseRecord());
  const api = new CannedApi({
    DescribeDBInstances: () => ({
      DBInstances: [runningInstance({ ...instance, TagList })],
    }),
    ListTagsForResource: () => ({ TagList }),
    AddTagsToResource: () => ({}),
    RemoveTagsFromResource: () => ({}),
    ModifyDBInstance: () => ({}),
  });
  const outcome = await changeDatabase(
    { ref: `aws-rds:${LOCATION}/orders`, name: 'orders', api, signer },
    request,
  ).catch((error: Error) => error);
  const modified = api.calls
    .filter(([name]) => name === 'ModifyDBInstance')
    .map(([, { DBInstanceIdentifier, ApplyImmediately, ...rest }]) => {
      expect([DBInstanceIdentifier, ApplyImmediately]).toEqual([
        'orders',
        true,
      ]);
      return rest;
    });
  return { outcome, modified };
}

it.each<[ChangeDatabase, object]>([
  [{ size: 'medium' }, { DBInstanceClass: 'db.m7g.large' }],
  [{ storage: '40Gi' }, { AllocatedStorage: 40 }],
  [{ protected: false }, { DeletionProtection: false }],
  [{ options: { multiAz: true } }, { MultiAZ: true }],
  [{ options: { maxStorage: '100Gi' } }, { MaxAllocatedStorage: 100 }],
  [{ options: { backupRetentionDays: 14 } }, { BackupRetentionPeriod: 14 }],
  [
    { options: { backupWindow: '03:00-04:00' } },
    { PreferredBackupWindow: '03:00-04:00' },
  ],
  [
    { options: { storageType: 'io2', iops: 3_000 }, storage: '100Gi' },
    { AllocatedStorage: 100, StorageType: 'io2', Iops: 3_000 },
  ],
])('for %j modifies %j', async (request, expected) => {
  expect(await change(request)).toEqual({
    outcome: undefined,
    modified: [expected],
  });
});

it('does not modify fields that already have the value', async () => {
  expect(
    await change({ size: 'small', storage: '20Gi', protected: true }),
  ).toEqual({ outcome: undefined, modified: [] });
});

it('sends IOPS with the size', async () => {
  const large = { AllocatedStorage: 500, Iops: 12_000 };
  const { modified } = await change({ options: { iops: 14_000 } }, large);
  expect(modified).toEqual([{ Iops: 14_000, AllocatedStorage: 500 }]);
});

it.each<[string, ChangeDatabase, Partial<DBInstance>?]>([
  ['storage', { storage: '20Gi' }, { AllocatedStorage: 40 }],
  ['storage', { storage: '2000Gi' }],
  ['version', { version: '18' }],
  ['size', { size: 'huge' }],
  ['instances', { instances: 2 }],
  ['options.iops', { options: { iops: 12_000 } }],
  ['options.backupRetentionDays', { options: { backupRetentionDays: 1 } }],
])('refuses the field %s of %j', async (field, request, instance = {}) => {
  const { outcome, modified } = await change(request, instance);
  expect(outcome).toBeInstanceOf(InvalidFieldsError);
  expect((outcome as InvalidFieldsError).issues).toEqual([
    { field, rule: expect.stringMatching(/^must /) },
  ]);
  expect(modified).toEqual([]);
});
