import { mockServices } from '@backstage/backend-test-utils';
import { model, type CachedShop } from '../__testUtils__/shopModel';
import type { ProviderContext } from '../model/ProviderContext';
import { Reconciler } from './Reconciler';

const done = jest.fn();
beforeEach(() => done.mockReset());

function cached(name: string, loginVersion = '1'): CachedShop {
  return {
    namespace: 'shop',
    name,
    uid: `uid of ${name}`,
    loginVersion,
    record: {
      spec: {},
      binding: {},
      credentials: { store: 'kubernetes', secretRef: 'a/b/c' },
    },
  } as CachedShop;
}

function reconcilerOf(clusters: CachedShop[], ready = true) {
  const context = {
    name: 'main',
    logger: mockServices.logger.mock(),
    ready: async () => ready,
    watch: {
      status: () => ({ status: 'ok' }),
      store: () => ({
        by: () => [],
        values: () => clusters.map(value => ({ value })).values(),
      }),
    },
  } as unknown as ProviderContext;
  const reconciler = new Reconciler(context, model, {
    reconcile: done,
    loginVersionOf: cluster => cluster.loginVersion,
    orphans: { sweep: async () => {} },
  });
  return async () => {
    done.mockClear();
    await reconciler.run({});
    return done.mock.calls.map(([, { cluster }]) => cluster.name);
  };
}

const many = Array.from({ length: 450 }, (_, index) => cached(`db-${index}`));

it('reconciles all of a few each time', async () => {
  const round = reconcilerOf(many.slice(0, 200));
  expect(await round()).toHaveLength(200);
  expect(await round()).toHaveLength(200);
});

it('reconciles many in turns', async () => {
  const round = reconcilerOf(many);
  const rounds = [await round(), await round(), await round()];
  expect(rounds.map(({ length }) => length)).toEqual([150, 150, 150]);
  expect(new Set(rounds.flat()).size).toBe(450);
  expect(await round()).toEqual(rounds[0]);
});

it('reconciles a changed login immediately, until it is stored', async () => {
  const clusters = [...many];
  const round = reconcilerOf(clusters);
  await round();
  clusters[0] = cached('db-0', '2');
  clusters[3] = { ...many[3], record: { ...many[3].record } };
  delete clusters[3].record.credentials;
  done.mockRejectedValueOnce(new Error('not yet'));
  const news = expect.arrayContaining(['db-0', 'db-3']);
  expect(await round()).toEqual(news);
  expect(await round()).toEqual(news);
  clusters[3] = many[3];
  await round();
  expect(await round()).not.toEqual(news);
});

it('does nothing until the cache is complete', async () => {
  expect(await reconcilerOf(many, false)()).toEqual([]);
});
