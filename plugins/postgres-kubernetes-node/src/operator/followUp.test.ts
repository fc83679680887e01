import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import { coreKinds } from '../cluster';
import { recordOf } from '../model/record';
import { OrphanCleaner } from '../write/OrphanCleaner';
import { ShopCluster } from './__testUtils__/ShopCluster';
import {
  model,
  resources,
  shopObject,
  shopRules,
  up,
} from './__testUtils__/shop';
import { followUpRulesOf } from './followUp';
import { OperatorWriter } from './OperatorWriter';
import { observeSnapshot } from './observeSnapshot';

const database = { steps: [] } as unknown as Database;
const cluster = () => {
  const shops = new ShopCluster();
  const { parts } = new OperatorWriter(shopRules, shops.objectsOf);
  const orphans = new OrphanCleaner(model, parts, { kinds: [], last: [] });
  const rules = followUpRulesOf(
    shopRules,
    snapshot => observeSnapshot(shopRules, snapshot),
    () => database,
    orphans,
  );
  return { shops, ...rules };
};

it('stores a login as soon as there is one to store', () => {
  const { followUp } = cluster();
  const workOf = (snapshot = up(), credentials?: Database['credentials']) =>
    followUp.workOf({ ...database, credentials }, snapshot);
  expect(workOf()).toEqual(['login']);
  expect(workOf(up({ status: { login: undefined } }))).toEqual([]);
  expect(workOf(up({ record: { adopted: true } }))).toEqual([]);
  expect(workOf(up(), { store: 'kubernetes', secretRef: 'a/b/c' })).toEqual([]);
});

it('stores the login, and records where', async () => {
  const { shops, reconcile } = cluster();
  const object = shopObject({ status: { phase: 'Up', login: '1' } });
  shops.add(resources.shops, object);
  shops.add(coreKinds.secrets, {
    metadata: { namespace: 'default', name: 'orders-login' },
    type: 'kubernetes.io/basic-auth',
    data: {
      username: Buffer.from('orders').toString('base64'),
      password: Buffer.from('secret').toString('base64'),
    },
  });
  const written: object[] = [];
  const reference = { store: 'memory', secretRef: 'orders' };
  const store = {
    read: async () => undefined,
    write: async (entry: object) => {
      written.push(entry);
      return reference;
    },
  };
  const context = Object.assign(shops.context, {
    credentialStore: () => store,
    credentialTarget: {},
  });
  await reconcile.reconcile(context, shops.target().snapshot);
  expect(written).toMatchObject([
    { user: 'orders', host: 'orders-rw.default.svc', database: 'orders' },
  ]);
  const live = shops.get(resources.shops, 'orders')!;
  expect(recordOf(live.metadata.annotations).credentials).toEqual(reference);
});

it('leaves the login of an adopted database where it is', async () => {
  const { shops, reconcile } = cluster();
  shops.add(resources.shops, shopObject({ record: { adopted: true } }));
  const context = Object.assign(shops.context, {
    credentialStore: () => {
      throw new Error('nothing is to be stored');
    },
  });
  const done = reconcile.reconcile(context, shops.target().snapshot);
  await expect(done).resolves.toBeUndefined();
});
