import { ShopCluster } from './__testUtils__/ShopCluster';
import { labels, model, resources, shopObject } from './__testUtils__/shop';
import { coreKinds } from '../cluster';

it('finds a database with its pods and its backups', () => {
  const cluster = new ShopCluster();
  cluster.add(resources.shops, shopObject());
  for (const [name, shop] of [
    ['b1', 'orders'],
    ['b2', 'others'],
  ])
    cluster.add(resources.backups, {
      metadata: { namespace: 'default', name },
      spec: { shop },
    });
  cluster.add(coreKinds.pods, {
    metadata: {
      namespace: 'default',
      name: 'orders-0',
      labels: { [labels.cluster]: 'orders', [labels.instance]: 'orders-0' },
    },
    spec: { containers: [] },
  });
  const { snapshot } = cluster.target();
  expect(snapshot.ref).toBe('shop:test/default/orders');
  expect(snapshot.backups.map(({ name }) => name)).toEqual(['b1']);
  expect(snapshot.pods.map(({ instance }) => instance)).toEqual(['orders-0']);
  expect(model.withoutParts('test', shopObject())).toMatchObject({
    ref: snapshot.ref,
    backups: [],
    pods: [],
  });
});
