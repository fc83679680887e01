import type { LoginAttempt } from './LoginAttempt';
import { LoginChecks } from './LoginChecks';
import type { StoredLogin } from './loginOf';

const MINUTE_MS = 60_000;

const loginTo = (name: string, more: Partial<StoredLogin> = {}) =>
  ({ name, key: name, ready: true, ...more } as StoredLogin);
const settle = () =>
  new Promise<void>(resolve => {
    setImmediate(resolve);
  });

/** Checks whose attempts have the result in `results`, `works` by default, or wait while `blocked`. */
function setUp() {
  let clock = 1_000_000;
  const attempts: { name: string; signal: AbortSignal }[] = [];
  const tried: string[] = [];
  const results: Record<string, Omit<LoginAttempt, 'at'> | Error> = {};
  const waiting: Array<() => void> = [];
  const blocked = { on: false };
  const checks = new LoginChecks({
    now: () => clock,
    attempt: async ({ name }, signal) => {
      attempts.push({ name, signal });
      if (blocked.on)
        await new Promise<void>(resolve => {
          waiting.push(resolve);
        });
      const result = results[name] ?? { works: true };
      if (result instanceof Error) throw result;
      return result;
    },
    tried: name => tried.push(name),
  });
  return {
    attempts,
    tried,
    results,
    waiting,
    blocked,
    of: (login: StoredLogin) => checks.of(login),
    check: async (...logins: StoredLogin[]) => {
      checks.check(logins);
      await settle();
    },
    pass: (ms: number) => {
      clock += ms;
    },
  };
}
const orders = loginTo('orders');

it('tries a login at once, and one that works again after four to six minutes', async () => {
  const { attempts, check, of, pass, tried } = setUp();
  expect(of(orders)).toBe('pending');
  await check(orders);
  expect(of(orders)).toEqual({ works: true, at: '1970-01-01T00:16:40.000Z' });
  expect(tried).toEqual(['orders']);
  pass(4 * MINUTE_MS - 1);
  await check(orders);
  expect(attempts).toHaveLength(1);
  pass(2 * MINUTE_MS);
  await check(orders);
  expect(attempts).toHaveLength(2);
});

it('reports a refused password only after it was refused twice, because AWS can just be rotating it', async () => {
  const { check, of, pass, results } = setUp();
  results.orders = { works: false, message: 'refused' };
  await check(orders);
  expect(of(orders)).toMatchObject({ works: undefined, message: 'refused' });
  pass(30_000);
  await check(orders);
  expect(of(orders)).toMatchObject({ works: false, message: 'refused' });
  results.orders = { works: true };
  pass(MINUTE_MS);
  await check(orders);
  expect(of(orders)).toMatchObject({ works: true });
  results.orders = { works: false, message: 'refused' };
  pass(6 * MINUTE_MS);
  await check(orders);
  expect(of(orders)).toMatchObject({ works: undefined });
});

it('tries less and less often while there is no result, at least every 15 minutes', async () => {
  const { attempts, check, of, pass, results } = setUp();
  results.orders = new Error('no route');
  await check(orders);
  expect(of(orders)).toMatchObject({ message: 'no route' });
  for (let minute = 0; minute < 60; minute += 1) {
    pass(MINUTE_MS);
    await check(orders);
  }
  const inAnHour = attempts.length;
  expect(inAnHour).toBeGreaterThan(5);
  expect(inAnHour).toBeLessThan(20);
  pass(15 * MINUTE_MS);
  await check(orders);
  expect(attempts).toHaveLength(inAnHour + 1);
});

it('drops the result, and an attempt in progress, while a login is not ready, and tries it again afterwards', async () => {
  const { attempts, blocked, check, of, tried, waiting } = setUp();
  await check(orders);
  await check({ ...orders, ready: false });
  expect(of(orders)).toBe('pending');
  blocked.on = true;
  await check(orders);
  await check({ ...orders, ready: false });
  expect(attempts[1].signal.aborted).toBe(true);
  blocked.on = false;
  waiting.forEach(resolve => resolve());
  await settle();
  expect(of(orders)).toBe('pending');
  expect(tried).toEqual(['orders']);
  await check(orders);
  expect(of(orders)).toMatchObject({ works: true });
});

it('tries another login of the same instance at once', async () => {
  const { attempts, check, of } = setUp();
  await check(orders);
  const other = { ...orders, key: 'another secret' };
  await check(other);
  expect(attempts).toHaveLength(2);
  expect(of(orders)).toBe('pending');
});

it('tries four logins at a time, those that were not tried yet first', async () => {
  const { attempts, blocked, check, pass, waiting } = setUp();
  const names = () => attempts.splice(0).map(({ name }) => name);
  const old = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => loginTo(name));
  await check(...old);
  expect(names()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  pass(6 * MINUTE_MS);
  blocked.on = true;
  await check(...old, loginTo('new'));
  expect(names()).toEqual([
    'new',
    expect.anything(),
    expect.anything(),
    expect.anything(),
  ]);
  await check(...old, loginTo('new'));
  expect(attempts).toEqual([]);
  waiting.shift()!();
  await settle();
  expect(attempts).toHaveLength(1);
});
