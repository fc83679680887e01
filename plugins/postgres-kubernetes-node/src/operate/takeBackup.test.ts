import { RecordChangedError } from '@pgstage/backstage-plugin-postgres-common';
import { ShopCluster } from '../operator/__testUtils__/ShopCluster';
import {
  resources,
  shopObject,
  shopRules,
} from '../operator/__testUtils__/shop';
import { takeBackup } from './takeBackup';

type Target = ReturnType<ShopCluster['target']>;

const { kind, backupOf: shown } = shopRules.backups;

function started(watchIsLateMs?: number) {
  const cluster = new ShopCluster(watchIsLateMs);
  cluster.add(resources.shops, shopObject());
  const take = (before = (target: Target) => target) =>
    takeBackup(
      cluster.objectsOf,
      before(cluster.target()),
      { kind, spec: { shop: 'orders' }, shown },
      { actor: 'user:default/ada' },
    );
  return { cluster, take };
}

it('refuses a second one while one runs, even if it is requested immediately', async () => {
  const { take } = started(100);
  const { id } = await take();
  await expect(take()).rejects.toThrow(
    `Backup '${id}' of 'orders' is still running`,
  );
});

it('starts one backup for two requests at the same moment', async () => {
  const { take } = started(100);
  const [first, second] = await Promise.allSettled([take(), take()]);
  expect(first).toMatchObject({ value: { status: 'running' } });
  expect(second).toMatchObject({
    reason: {
      name: 'ConflictError',
      message: expect.stringContaining('was already requested'),
    },
  });
});

it('reports an outdated record first, though one runs', async () => {
  const { cluster, take } = started();
  await take();
  const taking = takeBackup(
    cluster.objectsOf,
    cluster.target(),
    { kind, spec: { shop: 'orders' }, shown },
    { actor: 'user:default/ada', recordVersion: 'outdated' },
  );
  await expect(taking).rejects.toThrow(RecordChangedError);
});

it('takes another one after that has ended', async () => {
  const { cluster, take } = started();
  const { id } = await take();
  const ended = cluster.get(resources.backups, id)!;
  cluster.add(resources.backups, { ...ended, status: { phase: 'Failed' } });
  expect((await take()).status).toBe('running');
});

it('does not wait for one that is being deleted', async () => {
  const { cluster, take } = started();
  const { id } = await take();
  const { metadata, ...rest } = cluster.get(resources.backups, id)!;
  const deletionTimestamp = new Date().toISOString();
  cluster.add(resources.backups, {
    ...rest,
    metadata: { ...metadata, deletionTimestamp },
  });
  expect((await take()).id).not.toBe(id);
});

it('does nothing to a new database of the same name', async () => {
  const { cluster, take } = started();
  const { metadata, ...rest } = shopObject();
  const another = { ...rest, metadata: { ...metadata, uid: 'uid-2' } };
  const taking = take(target => {
    cluster.add(resources.shops, another);
    return target;
  });
  await expect(taking).rejects.toThrow('was removed in the meantime');
});
