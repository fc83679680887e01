import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { createSnapshot } from './createSnapshot';

const lost = new Error('rds:CreateDBSnapshot: no response within 45 s');

async function create({ created }: { created: boolean }) {
  const TagList = await signedTags(databaseRecord());
  const api = new CannedApi({
    DescribeDBInstances: () => ({
      DBInstances: [runningInstance({ TagList })],
    }),
    CreateDBSnapshot: () => {
      throw lost;
    },
    DescribeDBSnapshots: ({ DBSnapshotIdentifier }) =>
      created
        ? { DBSnapshots: [{ DBSnapshotIdentifier, Status: 'creating' }] }
        : undefined,
  });
  return createSnapshot({ ref: 'ref', name: 'orders', api, signer }, {}).catch(
    error => error,
  );
}

it('returns the snapshot of an attempt whose response was lost', async () => {
  expect(await create({ created: true })).toMatchObject({
    id: expect.stringMatching(/^pgstage-orders-/),
    status: 'running',
  });
  expect(await create({ created: false })).toBe(lost);
});
