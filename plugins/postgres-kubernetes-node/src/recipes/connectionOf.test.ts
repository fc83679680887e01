import { shopRules, up } from '../operator/__testUtils__/shop';
import { observeSnapshot } from '../operator/observeSnapshot';
import { connectionOf } from './connectionOf';

const connection = (snapshot = up(), observed = {}) =>
  connectionOf(
    snapshot,
    { ...observeSnapshot(shopRules, snapshot).observed, ...observed },
    { authority: 'orders-ca' },
    login => [
      {
        id: 'own',
        title: `From ${login.namespace}`,
        audience: 'application',
      } as never,
    ],
  );

it('returns host, user and recipes without a password', () => {
  const { endpoints, database, user, recipes } = connection();
  expect([endpoints[0].host, database, user]).toEqual([
    'orders-rw.default.svc',
    'orders',
    'orders',
  ]);
  expect(recipes.length).toBeGreaterThan(2);
  expect(recipes.at(-1)).toMatchObject({ title: 'From default' });
});

it('names no user of a database that is unbound or has no login', () => {
  expect(connection(up({ record: { binding: undefined } })).user).toBe(
    undefined,
  );
  const login = {
    generated: false as const,
    none: { id: 'test.copy', text: 'It is a copy.' },
  };
  expect(connection(up(), { login }).user).toBeUndefined();
});
