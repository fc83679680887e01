import type { DBSnapshot } from '@aws-sdk/client-rds';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { deleteSnapshot } from './deleteSnapshot';

const { DbiResourceId, InstanceCreateTime } = runningInstance();
const lost = new Error('rds:DeleteDBSnapshot: no response within 45 s');

/** Deletes the backup `before` with an AWS that has this snapshot. */
async function remove(
  before: Partial<DBSnapshot> | undefined,
  outcome?: 'failed' | 'response lost',
) {
  const TagList = await signedTags(databaseRecord());
  let snapshot: DBSnapshot | undefined = before && {
    DBSnapshotIdentifier: 'before',
    DbiResourceId,
    InstanceCreateTime,
    SnapshotType: 'manual',
    Status: 'available',
    SnapshotCreateTime: new Date(),
    TagList: [{ Key: 'pgstage:database', Value: 'ref' }],
    ...before,
  };
  const api = new CannedApi({
    DescribeDBInstances: () => ({
      DBInstances: [runningInstance({ TagList })],
    }),
    DescribeDBSnapshots: () =>
      snapshot ? { DBSnapshots: [snapshot] } : undefined,
    DeleteDBSnapshot: () => {
      if (outcome !== 'failed') snapshot = undefined;
      if (outcome) throw lost;
      return {};
    },
  });
  const target = { ref: 'ref', name: 'orders', api, signer };
  const error = await deleteSnapshot(target, { backup: 'before' }).catch(
    each => each,
  );
  const calls = api.calls.filter(([name]) => name === 'DeleteDBSnapshot');
  return { error, deleted: snapshot === undefined, calls: calls.length };
}

it('deletes a snapshot that Backstage created', async () => {
  expect(await remove({})).toEqual({
    error: undefined,
    deleted: true,
    calls: 1,
  });
  expect((await remove({ Status: 'failed' })).calls).toBe(1);
});

it.each<[string, string, Partial<DBSnapshot> | undefined]>([
  ['that does not exist', 'NotFoundError', undefined],
  ['of another instance', 'NotFoundError', { DbiResourceId: 'db-OTHER' }],
  [
    'of an earlier instance with the name',
    'NotFoundError',
    { InstanceCreateTime: new Date(0) },
  ],
  ['of AWS', 'ConflictError', { SnapshotType: 'automated' }],
  ['of somebody else', 'ConflictError', { TagList: [] }],
  ['that is being created', 'ConflictError', { Status: 'creating' }],
])('does not delete a snapshot %s', async (_, name, snapshot) => {
  expect(await remove(snapshot)).toMatchObject({ error: { name }, calls: 0 });
});

it('looks at the snapshot if the response was lost', async () => {
  expect(await remove({}, 'failed')).toMatchObject({ error: lost });
  expect(await remove({}, 'response lost')).toMatchObject({ error: undefined });
});
