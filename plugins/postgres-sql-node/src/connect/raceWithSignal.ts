/**
 * What the work gives, or the reason of the signal as soon as that ends: the
 * work then goes on alone.
 *
 * @param work - may call `detach` when it handles the signal itself; it is then
 * awaited
 * @param onAbort - called when the signal ends first
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
