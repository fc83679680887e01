import { createRecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import {
  binding,
  databaseRecord,
  facts,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { LOCATION, testRegion } from '../__testUtils__/testRegion';
import { NewestTimes } from '../aws';
import { message } from '../messages';
import { pendingIdentityOf } from './record';
import { readRecord } from './readRecord';

const config = testRegion(
  {},
  { managedBy: [{ tag: 'ManagedBy', value: 'terraform', owner: 'Terraform' }] },
);
type Tags = Awaited<ReturnType<typeof signedTags>>;
const read = (TagList: Tags, more: Parameters<typeof facts>[0] = {}) =>
  readRecord(
    { config, recordTimes: new NewestTimes() },
    facts({ TagList, ...more }),
    signer,
  );
const record = databaseRecord();

it('returns no record for an instance without one', async () => {
  expect(await read([{ Key: 'team', Value: 'shop' }])).toEqual({
    instance: expect.objectContaining({ identifier: 'orders' }),
  });
});

it('accepts a record that is signed for the instance, also after it is renamed', async () => {
  const tags = await signedTags(record);
  const renamed = { DBInstanceIdentifier: 'renamed' };
  for (const more of [{}, renamed])
    expect(await read(tags, more)).toMatchObject({ record, stale: false });
});

it('ignores parts of an older, longer record', async () => {
  const tags = await signedTags(record);
  const left = { Key: 'pgstage:record.23', Value: 'leftover' };
  expect(await read([...tags, left])).toMatchObject({ record });
});

it('does not accept a copy, or a record with a missing part', async () => {
  const tags = await signedTags(record);
  const copy = await read(tags, { DbiResourceId: 'db-OTHER' });
  expect(copy.record).toBeUndefined();
  expect(copy.unconfirmed).toEqual(record);
  const part = await read(tags.slice(0, -1));
  expect([part.record, part.unconfirmed]).toEqual([undefined, undefined]);
});

it('reports an outdated signature after the key was replaced', async () => {
  const [old, fresh] = ['old', 'new'].map(id => ({ id, key: `key ${id}` }));
  const tags = await signedTags(
    record,
    undefined,
    createRecordSigner(async () => [old]),
  );
  const instance = facts({ TagList: tags });
  const rotated = createRecordSigner(async () => [fresh, old]);
  expect(
    await readRecord(
      { config, recordTimes: new NewestTimes() },
      instance,
      rotated,
    ),
  ).toMatchObject({
    record,
    stale: true,
  });
});

it('does not accept an older record than one that was seen', async () => {
  const api = { config, recordTimes: new NewestTimes() };
  const readSeconds = async (seconds: number) => {
    const written = new Date(Date.now() - seconds * 1000).toISOString();
    const TagList = await signedTags(databaseRecord({ written }));
    return readRecord(api, facts({ TagList }), signer);
  };
  expect(await readSeconds(900)).toMatchObject({ record: {} });
  expect(await readSeconds(600)).toMatchObject({ record: {} });
  const replayed = await readSeconds(900);
  expect(replayed).toMatchObject({ replayed: true, unconfirmed: { binding } });
  expect(replayed).not.toHaveProperty('record');
  // AWS can return the previous tags for some time.
  expect(await readSeconds(10)).toMatchObject({ record: {} });
  expect(await readSeconds(20)).toMatchObject({ record: {} });
});

describe('a record of the request to create', () => {
  const pending = databaseRecord({ pending: true });
  const tags = () => signedTags(pending, pendingIdentityOf(LOCATION, 'orders'));

  it.each([undefined, '2030-01-01T10:05:00Z', '2030-01-01T11:59:00Z'])(
    'is accepted for an instance created at %s',
    async created => {
      const InstanceCreateTime = created ? new Date(created) : undefined;
      expect(await read(await tags(), { InstanceCreateTime })).toMatchObject({
        record: pending,
        stale: true,
      });
    },
  );

  it.each([
    [
      'created before it',
      { InstanceCreateTime: new Date('2030-01-01T09:00Z') },
    ],
    [
      'created long after',
      { InstanceCreateTime: new Date('2030-01-02T10:00Z') },
    ],
    ['of another name', { DBInstanceIdentifier: 'other' }],
  ])('is not accepted for an instance %s', async (_, more) => {
    const found = await read(await tags(), more);
    expect(found.record).toBeUndefined();
    expect(found.unconfirmed).toEqual(pending);
  });

  it('is not accepted after a day', async () => {
    const at = new Date(Date.now() - 25 * 60 * 60_000);
    const old = databaseRecord({
      pending: true,
      created: { at: at.toISOString(), by: 'user:default/ada' },
    });
    const TagList = await signedTags(
      old,
      pendingIdentityOf(LOCATION, 'orders'),
    );
    const found = await read(TagList, { InstanceCreateTime: at });
    expect(found.record).toBeUndefined();
    expect(found.unconfirmed).toEqual(old);
  });
});

it.each([
  [
    'aws:cloudformation:stack-name',
    'okctl',
    message('managedByStack', { stack: 'okctl' }),
  ],
  [
    'services.k8s.aws/namespace',
    'shop',
    message('managedByAck', { namespace: 'shop' }),
  ],
  [
    'crossplane-name',
    'orders',
    message('managedByCrossplane', { resource: 'orders' }),
  ],
  ['ManagedBy', 'terraform', message('managedByTool', { tool: 'Terraform' })],
  ['ManagedBy', 'hand', undefined],
])('returns the manager for the tag %s=%s', async (Key, Value, obstacle) => {
  const { manager } = await read([{ Key, Value }]);
  expect(manager?.obstacle).toEqual(obstacle);
});
