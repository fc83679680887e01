import { objectKey } from '../cluster';
import { BY_CLUSTER } from '../model';
import { resources, shopObject, shopRules } from './__testUtils__/shop';

it('caches the record and generation of a database, and fields of the provider', () => {
  const { kind } = shopRules;
  expect(kind.resource).toBe(resources.shops);
  expect(kind.transform(shopObject())).toMatchObject({
    namespace: 'default',
    name: 'orders',
    uid: 'uid-1',
    generation: 1,
    size: 2,
    record: { spec: { storage: '10Gi' } },
  });
  const id = { namespace: 'default', name: 'orders' };
  const cached = kind.transform(shopObject());
  expect(kind.affects(cached, id, undefined as never)).toEqual([objectKey(id)]);
});

it('finds dependents by the database that they name', () => {
  const { kind } = shopRules.backups;
  const id = { namespace: 'default', name: 'b1' };
  const cached = kind.transform({ metadata: id, spec: { shop: 'orders' } });
  expect(cached).toMatchObject({ name: 'b1', cluster: 'orders' });
  expect(kind.indexes?.(cached, id)).toEqual({
    [BY_CLUSTER]: ['default/orders'],
  });
  expect(kind.affects(cached, id, undefined as never)).toEqual([
    'default/orders',
  ]);
});
