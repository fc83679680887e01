import type { DBInstance } from '@aws-sdk/client-rds';
import {
  type ChangeDatabase,
  type DatabaseSpec,
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
  spec: DatabaseSpec = { size: 'small' },
) {
  const TagList = await signedTags(databaseRecord({ spec }));
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
  [{ size: 'medium' }, { DBInstanceClass: 'db.m7g.large', MultiAZ: true }],
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

it('replaces a pending change by the requested value, also if it is the present one', async () => {
  const PendingModifiedValues = {
    DBInstanceClass: 'db.m7g.xlarge',
    AllocatedStorage: 100,
    MultiAZ: true,
  };
  const { modified } = await change(
    { size: 'small', storage: '20Gi', options: { multiAz: false } },
    { PendingModifiedValues },
  );
  expect(modified).toEqual([
    { DBInstanceClass: 'db.t4g.medium', AllocatedStorage: 20, MultiAZ: false },
  ]);
});

it('applies a pending change that is requested, unless AWS applies it already', async () => {
  const PendingModifiedValues = { AllocatedStorage: 40 };
  const modified = async (DBInstanceStatus: string) =>
    (
      await change(
        { storage: '40Gi' },
        { DBInstanceStatus, PendingModifiedValues },
      )
    ).modified;
  expect(await modified('available')).toEqual([{ AllocatedStorage: 40 }]);
  expect(await modified('modifying')).toEqual([]);
});

it('checks storage with the pending size', async () => {
  const PendingModifiedValues = { AllocatedStorage: 500 };
  const { modified } = await change(
    { options: { iops: 14_000 } },
    { PendingModifiedValues },
  );
  expect(modified).toEqual([{ Iops: 14_000, AllocatedStorage: 500 }]);
});

it.each<[string, ChangeDatabase, DatabaseSpec, boolean, boolean | undefined]>([
  ['that of the new size', { size: 'medium' }, { size: 'small' }, false, true],
  ['that of the new size', { size: 'small' }, { size: 'large' }, true, false],
  [
    'that of the request',
    { size: 'medium', options: { multiAz: false } },
    { size: 'large' },
    true,
    false,
  ],
  [
    'that of an earlier request',
    { size: 'small' },
    { size: 'large', options: { multiAz: true } },
    true,
    undefined,
  ],
  ['that of an adopted instance', { size: 'small' }, {}, true, undefined],
])('has the standby: %s', async (_, request, spec, MultiAZ, expected) => {
  const { modified } = await change(
    request,
    { MultiAZ, DBInstanceClass: 'db.m7g.xlarge' },
    spec,
  );
  expect(modified).toHaveLength(1);
  expect(modified[0].MultiAZ).toBe(expected);
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
