/**
 * Calls a function with a signal that is aborted after a time, or with `signal`.
 * Unlike `withTimeout`, waits for the end of the call, so that nothing of it
 * runs afterwards.
 *
 * @param minutes - the configured `dumps.timeoutMinutes`
 * @param what - what is limited, at the start of a sentence
 * @throws what the call throws; after the time, its signal has an error that
 * names the limit and what to do
 */
export async function withTimeLimit<T>(
  { minutes, what }: { minutes: number; what: string },
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(
    () =>
      limit.abort(
        new Error(
          `${what} was stopped because it did not end within ${minutes} minutes. Check that the server and the disk of Backstage respond, and try again; if it needs more time, ask the administrator of Backstage to increase dumps.timeoutMinutes.`,
        ),
      ),
    minutes * 60_000,
  );
  try {
    return await call(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}
