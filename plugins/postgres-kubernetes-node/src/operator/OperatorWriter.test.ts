import type { ChangeDatabase } from '@pgstage/backstage-plugin-postgres-common';
import { recordOf } from '../model/record';
import { ShopCluster } from './__testUtils__/ShopCluster';
import { resources, shopObject, shopRules } from './__testUtils__/shop';
import { OperatorWriter } from './OperatorWriter';

const ref = 'shop:test/default/orders';
const key = { namespace: 'default', name: 'orders' };

/** Values that the configuration no longer allows. */
const dropped = {
  version: '13',
  size: 'vintage',
  instances: 2,
  storage: '10Gi',
  extensions: ['citext', 'postgis'],
};

function recorded(spec: object) {
  const cluster = new ShopCluster();
  cluster.add(resources.shops, shopObject({ record: { spec } }));
  const { context, objectsOf } = cluster;
  const writer = new OperatorWriter(shopRules, objectsOf);
  const live = () => cluster.get(resources.shops, 'orders')!;
  return {
    context,
    writer,
    live,
    change: (request: ChangeDatabase) =>
      writer.change(context, ref, live(), request),
  };
}

it('changes a database with values that the configuration no longer allows', async () => {
  const { change, live } = recorded(dropped);
  await change({ instances: 3 });
  expect(live().spec).toMatchObject({ version: '18', size: 3 });
  expect(recordOf(live().metadata.annotations).spec).toMatchObject({
    ...dropped,
    instances: 3,
  });
});

it('adds allowed values to it', async () => {
  const { change, live } = recorded(dropped);
  await change({ extensions: ['citext', 'hstore', 'postgis'] });
  expect(live().spec).toMatchObject({
    extensions: ['citext', 'hstore', 'postgis'],
  });
});

it.each([
  [{ version: '12' }, 'version must be one of 18, 17'],
  [{ size: 'galactic' }, 'size must be one of'],
  [{ extensions: ['plperlu', 'postgis'] }, 'extensions.0 must be one of'],
  [{ storage: '5Gi' }, 'storage must be at least 10Gi'],
])('refuses %j', async (request, text) => {
  const { change } = recorded(dropped);
  await expect(change(request)).rejects.toThrow(text);
});

it('creates the object from recorded values, allowed or no longer', () => {
  const { writer, context } = recorded({});
  const { cluster } = writer.manifestsOf(context, key, { spec: dropped });
  expect(cluster.object.spec).toMatchObject({
    version: '13',
    extensions: ['citext', 'postgis'],
  });
});

it('checks a new request', () => {
  const { writer, context } = recorded({});
  const request = { provider: 'shop', location: 'test/default', name: 'new' };
  const plan = (more: object) => () =>
    writer.planOf(context, {
      ...request,
      ...more,
      binding: {
        resourceRef: 'resource:default/new',
        entityRefs: ['component:default/new'],
        owner: 'group:default/shop',
      },
    });
  expect(plan(dropped)).toThrow('version must be one of 18, 17');
  expect(plan({})().record.spec).toMatchObject({ version: '18' });
});
