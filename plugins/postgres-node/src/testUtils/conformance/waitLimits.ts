import { isDeepStrictEqual } from 'node:util';
import { ConformanceError } from './ConformanceError';

/** Limits in milliseconds. Only the tests of the kit itself reduce them. */
export const waitLimits = {
  /** Maximum time until an expected result; long, because test machines can be slow. */
  happens: 60_000,
  /** Time during which an unexpected result, such as a late write, must not appear. */
  staysAway: 1_000,
  /** Time until the signal of a call is aborted. */
  signal: 500,
  /** Maximum duration of a call whose signal is aborted. */
  outlived: 5_000,
  /** Interval between two checks. */
  between: 100,
};

const nextCheck = () =>
  new Promise(resolve => setTimeout(resolve, waitLimits.between));

/**
 * Waits until a check returns true.
 *
 * @param what - the expected result, for the error
 * @throws ConformanceError after `waitLimits.happens`
 */
export async function eventually(
  what: string,
  check: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + waitLimits.happens;
  while (!(await check())) {
    if (Date.now() > end)
      throw new ConformanceError(
        `Not observed within ${waitLimits.happens} ms: ${what}`,
      );
    await nextCheck();
  }
}

/**
 * Reads a value repeatedly, because a late write appears only after some time.
 *
 * @throws ConformanceError if the value changes
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

/** Repeats a check for `waitLimits.staysAway`, from the epoch milliseconds `from`. */
export async function checkRepeatedly(
  check: () => Promise<void>,
  from = Date.now(),
): Promise<void> {
  const end = from + waitLimits.staysAway;
  let last: boolean;
  do {
    // The last check starts after the end, even if the process was suspended before.
    last = Date.now() >= end;
    await nextCheck();
    await check();
  } while (!last);
}

/**
 * Returns the error of a call that must fail.
 *
 * @throws ConformanceError if the call succeeds
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
 * @throws ConformanceError if the call fails
 */
export async function success<T>(call: Promise<T>): Promise<T> {
  return call.catch(cause => {
    throw new ConformanceError(`The call should have succeeded: ${cause}`, {
      cause,
    });
  });
}
