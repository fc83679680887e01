import type { Step } from '@pgstage/backstage-plugin-postgres-common';
import { ShopCluster } from './__testUtils__/ShopCluster';
import { resources, shopRules, up, type Shop } from './__testUtils__/shop';
import { requestedInitSql, initSqlRequestOf } from './initSql';
import { observeSnapshot } from './observeSnapshot';

const options = { initSqlAsOwner: 'CREATE TABLE t ()' };
const record = { spec: { options } };
const step = (id: string, state: Step['state']): Step => ({
  ...{ id, state },
  title: { id, text: id },
});
const ready = [step('login', 'done'), step('init-sql', 'running')];

const request = (snapshot: Shop, steps = ready) =>
  initSqlRequestOf(
    new ShopCluster().context,
    { steps },
    observeSnapshot(shopRules, snapshot),
    resources.shops,
  );

it('runs the recorded SQL once the previous steps are done', () => {
  expect(request(up({ record }))).toMatchObject({
    ref: 'shop:test/default/orders',
    initSql: { sql: options.initSqlAsOwner },
  });
  const early = [step('login', 'running'), step('init-sql', 'pending')];
  expect(request(up({ record }), early)).toBeUndefined();
  expect(request(up())).toBeUndefined();
});

it('waits for the service of the primary', () => {
  expect(request(up({ record }, { endpointSlices: [] }))).toBeUndefined();
});

it('is not run again in a copy', () => {
  const restored = { from: 'shop:test/default/old' };
  const { cluster } = up({ record: { ...record, restored } });
  expect(requestedInitSql(cluster)).toBeUndefined();
});
