import { retry, type RetryPolicy } from './retry';

const passing = new Error('passes');
const policy: RetryPolicy = {
  tries: 3,
  waitMs: error => (error === passing ? 0 : undefined),
};
/** Fails a number of times, then succeeds. */
const failing = (times: number, error = passing) => {
  let calls = 0;
  const work = async () => {
    calls += 1;
    if (calls <= times) throw error;
    return 'done';
  };
  return { work, calls: () => calls };
};

it('retries transient failures up to the number of tries', async () => {
  expect(await retry(failing(2).work, policy)).toBe('done');
  const often = failing(3);
  await expect(retry(often.work, policy)).rejects.toBe(passing);
  expect(often.calls()).toBe(3);
});

it('does not retry permanent failures', async () => {
  const final = failing(1, new Error('final'));
  await expect(retry(final.work, policy)).rejects.toThrow('final');
  expect(final.calls()).toBe(1);
});

it('does not start an attempt after the deadline', async () => {
  const slow = failing(1);
  await expect(
    retry(slow.work, {
      ...policy,
      waitMs: () => 60_000,
      deadline: Date.now() + 1000,
    }),
  ).rejects.toBe(passing);
});

it('ends with the signal during a wait', async () => {
  const stop = new AbortController();
  const waiting = retry(failing(1).work, {
    ...policy,
    waitMs: () => 60_000,
    signal: stop.signal,
  });
  const reason = new Error('aborted');
  stop.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});
