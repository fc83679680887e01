import { shopRules, up } from '../operator/__testUtils__/shop';
import { observeSnapshot } from '../operator/observeSnapshot';
import { credentialSourceOf } from './loginPlace';

const snapshot = up();
const { observed } = observeSnapshot(shopRules, snapshot);

it('returns the Secret, and what else the entry contains', () => {
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

it('refuses a database without a login of its own', () => {
  const login = {
    generated: false as const,
    none: { id: 'test.copy', text: 'It is a copy.' },
  };
  expect(() => credentialSourceOf(snapshot, { ...observed, login })).toThrow(
    'It is a copy.',
  );
});
