import { pause, waitUntil, within, withTimeout } from './timeouts';

const late = (seconds: number) => new Error(`late after ${seconds} s`);
const never = () => new Promise<never>(() => {});

describe('withTimeout', () => {
  it('returns the result or error of the call', async () => {
    expect(await withTimeout(1000, late, async () => 'answer')).toBe('answer');
    await expect(
      withTimeout(1000, late, async () => {
        throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
  });

  it('ends a call that ignores its signal, and aborts the signal', async () => {
    let received: AbortSignal | undefined;
    await expect(
      withTimeout(20, late, signal => {
        received = signal;
        return never();
      }),
    ).rejects.toThrow('late after 0.02 s');
    expect(received?.aborted).toBe(true);
  });

  it('throws the timeout error, not the error that the abort causes', async () => {
    await expect(
      withTimeout(
        20,
        late,
        signal =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () =>
              reject(new Error('aborted')),
            );
          }),
      ),
    ).rejects.toThrow('late');
  });

  it('ends early with the reason of the signal, before or during the call', async () => {
    const stop = new AbortController();
    const call = withTimeout(60_000, late, never, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(call).rejects.toThrow('stopped');
    const begun = jest.fn(never);
    await expect(withTimeout(60_000, late, begun, stop.signal)).rejects.toThrow(
      'stopped',
    );
    expect(begun).not.toHaveBeenCalled();
  });
});

describe('within', () => {
  it('waits for a probe that succeeds or fails, but not for one that hangs', async () => {
    let done = false;
    await within(
      60_000,
      pause(20, new AbortController().signal).then(() => {
        done = true;
      }),
    );
    expect(done).toBe(true);
    await within(60_000, Promise.reject(new Error('refused')));
    await within(20, never());
  });
});

describe('waitUntil', () => {
  it('returns whether the check succeeded in time', async () => {
    let checks = 0;
    const options = { everyMs: 1, withinMs: 60_000 };
    expect(await waitUntil(() => (checks += 1) === 3, options)).toBe(true);
    expect(await waitUntil(() => false, { ...options, withinMs: 20 })).toBe(
      false,
    );
  });

  it('ends with the reason of the signal', async () => {
    const stop = new AbortController();
    const waiting = waitUntil(() => false, {
      everyMs: 60_000,
      withinMs: 60_000,
      signal: stop.signal,
    });
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
  });
});

it('does not wait if the signal is aborted', async () => {
  const over = pause(60_000, AbortSignal.abort());
  await expect(over).resolves.toBeUndefined();
});
