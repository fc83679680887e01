import type { DBInstance } from '@aws-sdk/client-rds';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  facts,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { LOCATION } from '../__testUtils__/testRegion';
import { finalSnapshotOf } from '../instance';
import { removeDatabase } from './removeDatabase';

async function remove(
  more: Partial<DBInstance>,
  {
    force,
    after = 'deleting',
    adopted,
  }: { force?: boolean; after?: string; adopted?: boolean } = {},
) {
  const TagList = [
    ...(await signedTags(databaseRecord({ adopted }))),
    ...(more.TagList ?? []),
  ];
  let status = more.DBInstanceStatus ?? 'available';
  const api = new CannedApi({
    DescribeDBInstances: () => ({
      DBInstances: [
        runningInstance({ ...more, TagList, DBInstanceStatus: status }),
      ],
    }),
    ModifyDBInstance: () => ({}),
    // Undefined: an expected error.
    DeleteDBInstance: () => {
      status = after;
      return after === 'deleting' ? {} : undefined;
    },
  });
  const outcome = await removeDatabase(
    { ref: `aws-rds:${LOCATION}/orders`, name: 'orders', api, signer },
    { force },
  ).catch((error: Error) => error);
  const writes = api.calls.filter(([name]) => !name.startsWith('Describe'));
  return { outcome, writes };
}
const unprotected = { DeletionProtection: false };
const SNAPSHOT = 'pgstage-orders-final-20300101100500';

it('takes a final snapshot and retains the automated backups', async () => {
  expect(await remove(unprotected)).toEqual({
    outcome: undefined,
    writes: [
      [
        'DeleteDBInstance',
        {
          DBInstanceIdentifier: 'orders',
          FinalDBSnapshotIdentifier: SNAPSHOT,
          DeleteAutomatedBackups: false,
        },
      ],
    ],
  });
});

it('turns the protection off only with force', async () => {
  const refused = await remove({});
  expect(refused.outcome).toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining('protected against removal'),
  });
  expect(refused.writes).toEqual([]);
  const { writes } = await remove({}, { force: true });
  expect(writes.map(([name]) => name)).toEqual([
    'ModifyDBInstance',
    'DeleteDBInstance',
  ]);
});

it('does nothing for an instance that is being deleted', async () => {
  expect(await remove({ DBInstanceStatus: 'deleting' })).toEqual({
    outcome: undefined,
    writes: [],
  });
});

it('refuses if the final snapshot exists and the instance is not being deleted', async () => {
  const { outcome } = await remove(unprotected, { after: 'available' });
  expect(outcome).toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining(`a snapshot ${SNAPSHOT} exists`),
  });
});

it.each<[string, Partial<DBInstance>, boolean]>([
  ['read replicas', { ReadReplicaDBInstanceIdentifiers: ['r1'] }, true],
  [
    'an owner that is not pgstage',
    { TagList: [{ Key: 'aws:cloudformation:stack-name', Value: 'okctl' }] },
    true,
  ],
  ['a status without snapshots', { DBInstanceStatus: 'failed' }, false],
  [
    'a KMS key that cannot be used',
    { DBInstanceStatus: 'inaccessible-encryption-credentials-recoverable' },
    false,
  ],
  [
    'a protection that AWS does not change while it is stopped',
    { DBInstanceStatus: 'stopped', DeletionProtection: true },
    true,
  ],
])('refuses an instance with %s', async (_, instance, force) => {
  const { outcome, writes } = await remove(
    { ...unprotected, ...instance },
    { force },
  );
  expect(outcome).toMatchObject({ name: 'ConflictError' });
  expect(writes).toEqual([]);
});

it('refuses an adopted instance that is being restored, which has data but no snapshot', async () => {
  const restored = { ...unprotected, DBInstanceStatus: 'creating' };
  const { outcome, writes } = await remove(restored, { adopted: true });
  expect(outcome).toMatchObject({ name: 'ConflictError' });
  expect(writes).toEqual([]);
  expect((await remove(restored)).writes).toHaveLength(1);
});

it.each([
  ['modifying', 'repeat the request later'],
  ['storage-full', 'ask the owner of the account'],
])('advises for the status %s to %s', async (after, advice) => {
  const { outcome } = await remove(unprotected, { after });
  expect((outcome as Error).message).toContain(advice);
});

it('takes no snapshot with force if AWS takes none', async () => {
  const { writes } = await remove(
    { ...unprotected, DBInstanceStatus: 'failed' },
    { force: true },
  );
  expect(writes).toEqual([
    ['DeleteDBInstance', expect.objectContaining({ SkipFinalSnapshot: true })],
  ]);
});

it('names the final snapshot after the instance and its time of creation', () => {
  expect(finalSnapshotOf(facts())).toBe(SNAPSHOT);
  expect(
    finalSnapshotOf(
      facts({ InstanceCreateTime: new Date('2031-01-01T00:00Z') }),
    ),
  ).not.toBe(SNAPSHOT);
  expect(finalSnapshotOf(facts({ DBInstanceStatus: 'creating' }))).toBe(
    undefined,
  );
});
