import { ShopCluster } from './__testUtils__/ShopCluster';
import {
  binding,
  resources,
  shopObject,
  shopRules,
} from './__testUtils__/shop';
import { OperatorWriter } from './OperatorWriter';
import { restore } from './restore';

const actor = { actor: 'user:default/ada' };
const request = { name: 'copy', binding };

function started(backups: Record<string, string>, spec = {}) {
  const cluster = new ShopCluster();
  cluster.add(resources.shops, shopObject({ record: { spec } }));
  for (const [name, creationTimestamp] of Object.entries(backups))
    cluster.add(resources.backups, {
      metadata: { namespace: 'default', name, creationTimestamp },
      spec: { shop: 'orders' },
      status: { phase: 'Done' },
    });
  const writer = new OperatorWriter(shopRules, cluster.objectsOf);
  return {
    cluster,
    run: (more = {}) =>
      restore(
        shopRules,
        writer,
        cluster.target(),
        { ...request, ...more },
        actor,
      ),
  };
}

it('creates a database from the newest backup', async () => {
  const { cluster, run } = started({
    b1: '2026-03-02T10:00:00.000Z',
    b2: '2026-03-03T10:00:00.000Z',
  });
  expect(await run()).toBe('shop:test/default/copy');
  expect(cluster.get(resources.shops, 'copy')?.spec).toMatchObject({
    from: 'b2',
  });
  // A repeat finds what it has created.
  expect(await run()).toBe('shop:test/default/copy');
  await expect(run({ backup: 'b1' })).rejects.toThrow('another database');
});

it('restores nothing of an earlier database of the same name', async () => {
  const { cluster, run } = started({ old: '2026-02-01T10:00:00.000Z' });
  await expect(run()).rejects.toThrow('There is no finished backup');
  await expect(run({ backup: 'old' })).rejects.toThrow(
    "backup must be the id of one of the database's backups",
  );
  expect(cluster.get(resources.shops, 'copy')).toBeUndefined();
});

it('restores a database with values that the configuration no longer allows', async () => {
  const { cluster, run } = started(
    { b1: '2026-03-02T10:00:00.000Z' },
    { version: '13', size: 'vintage', storage: '10Gi', instances: 1 },
  );
  await run();
  expect(cluster.get(resources.shops, 'copy')?.spec).toMatchObject({
    version: '13',
    size: 1,
  });
});
