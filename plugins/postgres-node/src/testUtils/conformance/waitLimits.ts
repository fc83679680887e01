import { isDeepStrictEqual } from 'node:util';

/** How long the kit waits, in milliseconds. Only its own tests wait less. */
export const waitLimits = {
  /** For what must happen: generous, as machines are noisy. */
  happens: 60_000,
  /** For what must not happen: a late write, an alarm. */
  staysAway: 1_000,
  /** Until a caller gives up that gets no answer. */
  signal: 500,
  /** After which a call has ignored its signal. */
  outlived: 5_000,
  /** Between two checks. */
  between: 100,
};

/** A provider failed a check of the kit, as opposed to an error on the way to the check. */
export class ConformanceError extends Error {
  readonly name = 'ConformanceError';
}

const nextCheck = () =>
  new Promise(resolve => setTimeout(resolve, waitLimits.between));

/**
 * Waits for something to become true.
 *
 * @throws ConformanceError if it does not in time.
 */
export async function eventually(
  what: string,
  check: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + waitLimits.happens;
  while (!(await check())) {
    if (Date.now() > end)
      throw new ConformanceError(
        `Waited ${waitLimits.happens} ms in vain until ${what}`,
      );
    await nextCheck();
  }
}

/**
 * Reads a value repeatedly, because a late write shows late.
 *
 * @throws ConformanceError if it changes.
 */
export async function staysUnchanged<T>(
  what: string,
  before: T,
  read: () => T | Promise<T>,
): Promise<void> {
  await checkRepeatedly(async () => {
    const now = await read();
    if (!isDeepStrictEqual(now, before))
      throw new ConformanceError(
        `${what} changed from ${JSON.stringify(before)} to ${JSON.stringify(
          now,
        )}`,
      );
  });
}

/** Runs a check for as long as something must stay away. */
export async function checkRepeatedly(
  check: () => Promise<void>,
  from = Date.now(),
): Promise<void> {
  const end = from + waitLimits.staysAway;
  let last: boolean;
  do {
    // The last check starts after the end, even if this process was suspended before it.
    last = Date.now() >= end;
    await nextCheck();
    await check();
  } while (!last);
}

/**
 * Returns the error of a call that must fail.
 *
 * @throws ConformanceError if the call succeeds.
 */
export async function failure(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => {
      throw new ConformanceError('The call should have failed');
    },
    (error: Error) => error,
  );
}

/**
 * Returns the result of a call that must succeed.
 *
 * @throws ConformanceError if the call fails.
 */
export async function success<T>(call: Promise<T>): Promise<T> {
  return call.catch(cause => {
    throw new ConformanceError(`The call should have succeeded: ${cause}`, {
      cause,
    });
  });
}
