/**
 * What the work gives, or the reason of the signal as soon as that ends: the
 * work then goes on alone.
 *
 * @param onAbort - called when the signal ends first
 */
export async function orAborted<T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  onAbort = () => {},
): Promise<T> {
  if (!signal) return work();
  signal.throwIfAborted();
  let end = () => {};
  const aborted = new Promise<never>((_, reject) => {
    end = () => {
      reject(signal.reason);
      onAbort();
    };
    signal.addEventListener('abort', end, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
