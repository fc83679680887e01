import { shopRules, up } from '../operator/__testUtils__/shop';
import { seenBy } from '../operator/seenBy';
import { loginPlaceOf } from './loginPlace';

const found = up();
const { observed } = seenBy(shopRules, found);

it('tells the Secret, and what an application has to know besides', () => {
  expect(loginPlaceOf(found, observed)).toEqual({
    secret: { namespace: 'default', name: 'orders-login' },
    entry: {
      ref: 'shop:test/default/orders',
      host: 'orders-rw.default.svc',
      port: 5432,
      sslMode: 'require',
      database: 'orders',
    },
  });
  const unnamed = { ...observed, database: undefined };
  expect(loginPlaceOf(found, unnamed).entry.database).toBe('postgres');
});

it('refuses where there is no login of its own', () => {
  const login = { generated: false as const, none: 'It is a copy.' };
  expect(() => loginPlaceOf(found, { ...observed, login })).toThrow(
    'It is a copy.',
  );
});
