import { Backoff } from './Backoff';

describe('Backoff', () => {
  const options = { firstMs: 100, maxMs: 1000 };

  it('doubles up to its limit and begins anew', () => {
    const backoff = new Backoff(options, () => 1);
    expect([1, 2, 3, 4, 5, 6].map(() => backoff.next())).toEqual([
      100, 200, 400, 800, 1000, 1000,
    ]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('waits at least as long as the server asks, never all at once', () => {
    expect(new Backoff(options, () => 0).next(5000)).toBe(5050);
    expect(new Backoff(options, () => 1).next(5000)).toBe(5100);
    // Timers cannot wait for weeks, and end at once instead.
    expect(new Backoff(options, () => 1).next(2 ** 31)).toBe(600_100);
  });
});
