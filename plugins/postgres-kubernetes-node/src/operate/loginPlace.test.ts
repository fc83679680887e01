import { shopRules, up } from '../operator/__testUtils__/shop';
import { observeSnapshot } from '../operator/observeSnapshot';
import { credentialSourceOf } from './loginPlace';

const snapshot = up();
const { observed } = observeSnapshot(shopRules, snapshot);

it('tells the Secret, and what an application has to know besides', () => {
  expect(credentialSourceOf(snapshot, observed)).toEqual({
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
  expect(credentialSourceOf(snapshot, unnamed).entry.database).toBe('postgres');
});

it('refuses where there is no login of its own', () => {
  const login = { generated: false as const, none: 'It is a copy.' };
  expect(() => credentialSourceOf(snapshot, { ...observed, login })).toThrow(
    'It is a copy.',
  );
});
