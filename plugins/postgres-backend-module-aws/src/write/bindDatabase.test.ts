import type { DBInstance, Tag } from '@aws-sdk/client-rds';
import { createRecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  binding,
  databaseRecord,
  facts,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { actor } from '../__testUtils__/requests';
import { NewestTimes } from '../aws';
import { readRecord } from '../record';
import { bindDatabase } from './bindDatabase';

/** Binds an instance; returns the record that was written. */
async function bind(instance: Partial<DBInstance>, adopt = true) {
  const written: Tag[][] = [];
  const api = new CannedApi({
    DescribeDBInstances: () => ({ DBInstances: [runningInstance(instance)] }),
    ListTagsForResource: () => ({
      TagList: [...(instance.TagList ?? []), ...written.flat()],
    }),
    AddTagsToResource: ({ Tags }) => written.push(Tags as Tag[]),
    RemoveTagsFromResource: () => ({}),
  });
  const target = { ref: 'ref', name: 'orders', api, signer };
  await bindDatabase(target, binding, { actor, adopt });
  const TagList = written.at(-1);
  const own = { config: api.config, recordTimes: new NewestTimes() };
  return (await readRecord(own, facts({ TagList }), signer)).record;
}

it('adopts an instance with a record of others without its contents', async () => {
  const other = createRecordSigner(async () => [{ id: 'x', key: 'other' }]);
  const forged = databaseRecord({ spec: { size: 'large', protected: true } });
  const TagList = await signedTags(forged, undefined, other);
  const record = await bind({ TagList });
  expect(record).toMatchObject({
    adopted: true,
    spec: {},
    binding,
    created: { by: actor },
  });
  expect(record!.created.at).not.toBe(forged.created.at);
  expect(record!.spec).toEqual({});
});

it('does not bind a read replica, which is part of another database', async () => {
  await expect(
    bind({ ReadReplicaSourceDBInstanceIdentifier: 'source' }),
  ).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining("read replica of 'source'"),
  });
});
