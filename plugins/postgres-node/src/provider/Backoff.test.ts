import { Backoff } from './Backoff';

describe('Backoff', () => {
  const options = { firstMs: 100, maxMs: 1000 };

  it('doubles up to the maximum, and restarts after a reset', () => {
    const backoff = new Backoff(options, () => 1);
    expect([1, 2, 3, 4, 5, 6].map(() => backoff.next())).toEqual([
      100, 200, 400, 800, 1000, 1000,
    ]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('waits at least for Retry-After, with jitter', () => {
    expect(new Backoff(options, () => 0).next(5000)).toBe(5050);
    expect(new Backoff(options, () => 1).next(5000)).toBe(5100);
    // A timer with more than 2^31 ms would end immediately.
    expect(new Backoff(options, () => 1).next(2 ** 31)).toBe(600_100);
  });
});
