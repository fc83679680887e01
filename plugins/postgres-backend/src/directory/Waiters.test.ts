import { Waiters } from './Waiters';

const long = 60_000;

describe('Waiters', () => {
  it('wakes only those who wait for the key', async () => {
    const waiters = new Waiters();
    const other = jest.fn();
    waiters.wait('b', { timeoutMs: long }).then(other);
    const both = Promise.all([
      waiters.wait('a', { timeoutMs: long }),
      waiters.wait('a', { timeoutMs: long }),
    ]);
    waiters.wake('a');
    await both;
    expect(other).not.toHaveBeenCalled();
    expect(waiters.size).toBe(1);
    waiters.close();
    expect(waiters.size).toBe(0);
  });

  it('ends with the timeout, the signal or the shutdown, and leaves nothing behind', async () => {
    const waiters = new Waiters();
    await waiters.wait('a', { timeoutMs: 1 });
    const controller = new AbortController();
    const waiting = waiters.wait('a', {
      timeoutMs: long,
      signal: controller.signal,
    });
    controller.abort();
    await waiting;
    await waiters.wait('a', { timeoutMs: long, signal: controller.signal });
    expect(waiters.size).toBe(0);
    waiters.close();
    await waiters.wait('a', { timeoutMs: long });
  });
});
