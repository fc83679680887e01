import { act, renderHook, waitFor } from '@testing-library/react';
import { setHidden } from '../__testUtils__/renderTab';
import { usePolling } from './usePolling';

describe('usePolling', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    act(() => setHidden(false));
    jest.useRealTimers();
  });
  const pass = (seconds: number) =>
    act(() => jest.advanceTimersByTimeAsync(seconds * 1000));

  it('loads again after each pause, and passes on the previous result', async () => {
    let n = 0;
    const load = jest.fn(
      async (_: AbortSignal, previous?: number) => (previous ?? 0) + 10 * ++n,
    );
    const { result } = renderHook(() => usePolling(load, () => 5));
    await pass(0);
    expect(result.current.data).toBe(10);
    await pass(5);
    expect(result.current.data).toBe(30);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('loads nothing while the tab is hidden, and immediately when it is visible', async () => {
    const signals: AbortSignal[] = [];
    const load = jest.fn(async (signal: AbortSignal) => signals.push(signal));
    renderHook(() => usePolling(load, () => 5));
    await pass(6);
    expect(load).toHaveBeenCalledTimes(2);
    act(() => setHidden(true));
    await pass(600);
    expect(load).toHaveBeenCalledTimes(2);
    act(() => setHidden(false));
    await pass(0);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('aborts the request after unmounting', async () => {
    let given: AbortSignal | undefined;
    const load = jest.fn((signal: AbortSignal) => {
      given = signal;
      return new Promise<never>(() => {});
    });
    const { unmount } = renderHook(() => usePolling(load, () => 5));
    await waitFor(() => expect(given).toBeDefined());
    unmount();
    expect(given?.aborted).toBe(true);
  });

  it('keeps the data after failures, counts them, and resets the count after a success', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('good')
      .mockRejectedValueOnce(new Error('no network'))
      .mockRejectedValueOnce(new Error('still none'))
      .mockResolvedValue('better');
    const { result } = renderHook(() => usePolling<string>(load, () => 5));
    await pass(0);
    await pass(5);
    expect(result.current).toMatchObject({ data: 'good', failures: 1 });
    const since = result.current.failingSince;
    await pass(5);
    expect(result.current).toMatchObject({ failures: 2, failingSince: since });
    expect(result.current.error?.message).toBe('still none');
    await pass(5);
    expect(result.current).toMatchObject({ data: 'better', failures: 0 });
    expect(result.current.error).toBeUndefined();
  });

  it('counts a hanging request as failed', async () => {
    const load = jest.fn(() => new Promise<never>(() => {}));
    const { result } = renderHook(() => usePolling(load, () => 5));
    await pass(36);
    expect(result.current.failures).toBe(1);
    expect(result.current.error?.message).toMatch(/did not respond within/);
  });

  it('refreshes immediately and from the start on request', async () => {
    const load = jest.fn(
      async (_: AbortSignal, previous?: string) => previous ?? 'fresh',
    );
    const { result } = renderHook(() => usePolling(load, () => 500));
    await pass(0);
    act(() => result.current.refresh());
    expect(result.current.refreshing).toBe(true);
    await pass(0);
    expect(result.current.refreshing).toBe(false);
    expect(load.mock.calls.map(([, previous]) => previous)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
