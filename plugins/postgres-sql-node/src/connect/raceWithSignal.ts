/**
 * Returns the result of `work`, unless the signal is aborted first. The work then
 * continues in the background.
 *
 * @param work - calls `detach` to handle the signal itself; it is then awaited
 * @param onAbort - called when the signal is aborted first
 * @throws the reason of the signal
 */
export async function raceWithSignal<T>(
  signal: AbortSignal | undefined,
  work: (detach: () => void) => Promise<T>,
  onAbort = () => {},
): Promise<T> {
  if (!signal) return work(() => {});
  signal.throwIfAborted();
  let end = () => {};
  const aborted = new Promise<never>((_, reject) => {
    end = () => {
      reject(signal.reason);
      onAbort();
    };
    signal.addEventListener('abort', end, { once: true });
  });
  const detach = () => signal.removeEventListener('abort', end);
  try {
    return await Promise.race([work(detach), aborted]);
  } finally {
    detach();
  }
}
