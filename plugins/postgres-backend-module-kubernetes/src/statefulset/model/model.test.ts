import { ConfigReader } from '@backstage/config';
import { CONFIG_KEY, keyOf, nameOf, readStatefulSetConfig, refOf } from '.';

const at = { cluster: 'test', namespace: 'shop' };

it.each([
  ['orders-postgresql', 'orders'],
  ['orders-postgresql-postgresql', 'orders-postgresql'],
  ['orders', 'orders.'],
  ['-postgresql', '-postgresql.'],
])('names the database of Service %s %s, and finds it again', (name, own) => {
  expect(nameOf(name)).toBe(own);
  const ref = refOf({ ...at, name });
  expect(ref).toBe(`statefulset:test/shop/${own}`);
  expect(keyOf(ref)).toEqual({ ...at, name });
});

const read = (own?: object) =>
  readStatefulSetConfig(
    new ConfigReader({ postgres: { providers: { statefulset: own } } }),
  );

it('is disabled unless it is configured', () => {
  expect(read().enabled).toBe(false);
  expect(read({})).toMatchObject({
    enabled: true,
    image: 'postgres:{version}',
    sizes: { large: { instances: 2 } },
  });
  expect(read({ enabled: false }).enabled).toBe(false);
});

it.each([
  ['image', 'registry.example.com/postgres:17', 'must contain {version}'],
  ['sizes', { tiny: { storage: '100Mi' } }, 'at least 256Mi'],
])('rejects %s %j', (key, value, rule) => {
  expect(() => read({ [key]: value })).toThrow(rule);
});

it('rejects keys that have no effect, and names them', () => {
  expect(() => read({ backupTargets: {} })).toThrow(CONFIG_KEY);
});
