import { ShopCluster } from './__testUtils__/ShopCluster';
import { resources, shopObject, shopRules } from './__testUtils__/shop';
import { backUp } from './backUp';

const actor = { actor: 'user:default/ada' };
const started = () => {
  const cluster = new ShopCluster();
  cluster.add(resources.shops, shopObject());
  return cluster;
};
const take = (cluster: ShopCluster, request = {}) =>
  backUp(shopRules.backups, cluster.target(), request, actor);

it('requests a backup as the rules define it', async () => {
  const cluster = started();
  const { id, status } = await take(cluster, { method: 'shop' });
  expect(status).toBe('running');
  expect(cluster.get(resources.backups, id)).toMatchObject({
    metadata: {
      labels: { 'app.kubernetes.io/managed-by': 'pgstage' },
      annotations: { 'pgstage.io/part-of': 'shop:test/default/orders' },
    },
    spec: { shop: 'orders' },
  });
});

it('refuses another method', async () => {
  await expect(take(started(), { method: 'tape' })).rejects.toThrow(
    'method must be shop',
  );
});
