import { Poll } from './Poll';
import { waitUntil } from './timeouts';

const eventually = (isSo: () => boolean) =>
  waitUntil(isSo, { everyMs: 5, withinMs: 60_000 });

let poll: Poll;
afterEach(() => poll.stop());

it('runs one round at a time, and retries after a failure', async () => {
  let running = 0;
  let most = 0;
  let rounds = 0;
  const failures: number[] = [];
  poll = new Poll({
    everyMs: 1,
    timeoutMs: 10_000,
    late: () => new Error('late'),
    work: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, 5));
      running -= 1;
      rounds += 1;
      if (rounds === 2 || rounds === 3) throw new Error('no');
    },
    failed: (_error, consecutive) => failures.push(consecutive),
  });
  poll.start();
  poll.start();
  expect(await eventually(() => rounds > 5)).toBe(true);
  expect(most).toBe(1);
  expect(failures).toEqual([1, 2]);
});

it('continues after the timeout of a round that ignores its signal', async () => {
  const messages: string[] = [];
  poll = new Poll({
    everyMs: 1,
    timeoutMs: 20,
    late: () => new Error('late'),
    work: () => new Promise(() => {}),
    failed: ({ message }) => messages.push(message),
  });
  poll.start();
  expect(await eventually(() => messages.length > 1)).toBe(true);
  expect(messages[0]).toBe('late');
});

it('aborts its round and starts no other one after stop', async () => {
  let rounds = 0;
  let aborted = false;
  poll = new Poll({
    everyMs: 1,
    timeoutMs: 10_000,
    late: () => new Error('late'),
    work: signal => {
      rounds += 1;
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('aborted'));
        });
      });
    },
    failed: () => {
      throw new Error('unexpected failure');
    },
  });
  poll.start();
  poll.stop();
  expect(await eventually(() => aborted)).toBe(true);
  expect(rounds).toBe(1);
});

it('starts the next round when triggered', async () => {
  let rounds = 0;
  poll = new Poll({
    everyMs: 3_600_000,
    timeoutMs: 10_000,
    late: () => new Error('late'),
    work: async () => {
      rounds += 1;
    },
    failed: () => {},
  });
  poll.start();
  expect(await eventually(() => rounds === 1)).toBe(true);
  const triggered = await eventually(() => {
    poll.trigger();
    return rounds > 1;
  });
  expect(triggered).toBe(true);
});

it('determines the interval after each round', async () => {
  const waits = [1, 1, 3_600_000];
  let rounds = 0;
  poll = new Poll({
    everyMs: () => waits[rounds - 1],
    timeoutMs: 10_000,
    late: () => new Error('late'),
    work: async () => {
      rounds += 1;
    },
    failed: () => {},
  });
  poll.start();
  expect(await eventually(() => rounds === 3)).toBe(true);
});

it('waits after a failure as `retry` says', async () => {
  let failures = 0;
  poll = new Poll({
    everyMs: 1,
    timeoutMs: 10_000,
    late: () => new Error('late'),
    work: async () => {
      throw new Error('no');
    },
    failed: (_error, consecutive) => {
      failures = consecutive;
    },
    retry: { firstMs: 1, maxMs: 2 },
  });
  poll.start();
  expect(await eventually(() => failures > 5)).toBe(true);
});
