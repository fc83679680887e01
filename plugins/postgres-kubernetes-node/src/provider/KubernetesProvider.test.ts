import { recordOf } from '../model/record';
import { ShopCluster } from '../operator/__testUtils__/ShopCluster';
import {
  binding,
  model,
  resources,
  shopObject,
  shopRules,
} from '../operator/__testUtils__/shop';
import { OperatorProvider } from '../operator/OperatorProvider';

const ref = 'shop:test/default/orders';
const write = { actor: 'user:default/ada' };

function existing(of: Parameters<typeof shopObject>[0]) {
  const cluster = new ShopCluster();
  cluster.add(resources.shops, shopObject(of));
  const credentialStore = () => ({});
  const context = Object.assign(cluster.context, { credentialStore });
  const live = () => cluster.get(resources.shops, 'orders')!;
  return {
    provider: new OperatorProvider(shopRules, model, [context]),
    live,
    record: () => recordOf(live().metadata.annotations),
  };
}

const foreign = { record: { binding: undefined, spec: {} } };

it('adopts a database with the spec from its object', async () => {
  const { provider, record } = existing(foreign);
  const adopted = await provider.bind(ref, binding, { ...write, adopt: true });
  expect(adopted).toMatchObject({ ref, binding, spec: { storage: '10Gi' } });
  expect(record()).toMatchObject({
    binding,
    adopted: true,
    spec: { storage: '10Gi', instances: 2 },
  });
});

it('does not bind a database managed outside pgstage unless it is adopted', async () => {
  const { provider, record } = existing(foreign);
  await expect(provider.bind(ref, binding, write)).rejects.toThrow(
    'is not bound to an entity',
  );
  expect(record().binding).toBeUndefined();
});

it('binds a database of its own to another entity, with the spec that it has', async () => {
  const { provider, record } = existing({ record: { spec: { instances: 7 } } });
  const other = { ...binding, entityRefs: ['component:default/other'] };
  const bound = await provider.bind(ref, other, write);
  expect(bound.binding).toEqual(other);
  expect(record()).toMatchObject({ binding: other, spec: { instances: 7 } });
  expect(record().adopted).toBeFalsy();
});

it('changes only the requested fields', async () => {
  const { provider, live, record } = existing({});
  const { spec } = await provider.change(ref, { instances: 3 }, write);
  expect(spec).toMatchObject({ instances: 3, storage: '10Gi' });
  expect(record().spec).toMatchObject({ instances: 3, storage: '10Gi' });
  expect(live().spec).toEqual({ version: '18', size: 3, storage: '10Gi' });
});

it('reports that nothing exists after a dry run', async () => {
  const { provider } = existing({});
  const request = { name: 'new', location: 'test/default', binding };
  const planned = await provider.create(
    { ...request, provider: 'shop' },
    { ...write, dryRun: true },
  );
  const reason = {
    id: 'provider.dryRun',
    text: 'Dry run: the database would be created',
  };
  expect(planned).toMatchObject({
    status: { state: 'unknown', reason },
    usable: { value: null, reason },
    safe: { value: null, reason },
    attention: [],
  });
});
