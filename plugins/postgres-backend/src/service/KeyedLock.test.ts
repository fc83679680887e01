import { KeyedLock } from './KeyedLock';

it('runs calls of one key sequentially, also after a failure', async () => {
  const lock = new KeyedLock();
  const log: string[] = [];
  const step =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} starts`);
      await new Promise(setImmediate);
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const results = await Promise.allSettled([
    lock.run('k', step('a', true)),
    lock.run('k', step('b')),
    lock.run('k', step('c')),
  ]);
  expect(log).toEqual([
    'a starts',
    'a ends',
    'b starts',
    'b ends',
    'c starts',
    'c ends',
  ]);
  expect(results.map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});
