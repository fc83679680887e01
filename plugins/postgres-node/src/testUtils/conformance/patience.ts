import { isDeepStrictEqual } from 'node:util';

/** How long the kit waits, in milliseconds. Only its own tests wait less. */
export const patience = {
  /** For what is to come: generous, as machines are noisy. */
  comes: 60_000,
  /** For what must not come: a late write, an alarm. */
  staysAway: 1_000,
  /** Until a caller goes whom nobody answers. */
  signal: 500,
  /** From then on a call has outlived its signal. */
  outlived: 5_000,
  /** Between two looks. */
  between: 100,
};

const nextLook = () =>
  new Promise(resolve => setTimeout(resolve, patience.between));

/** Waits for something to become true. */
export async function eventually(
  what: string,
  check: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + patience.comes;
  while (!(await check())) {
    if (Date.now() > end)
      throw new Error(`Waited ${patience.comes} ms in vain until ${what}`);
    await nextLook();
  }
}

/** Fails where something becomes another than it was: what was written may show late. */
export async function stays<T>(
  what: string,
  before: T,
  read: () => T | Promise<T>,
): Promise<void> {
  await keepLooking(async () => {
    const now = await read();
    if (!isDeepStrictEqual(now, before))
      throw new Error(
        `${what} changed from ${JSON.stringify(before)} to ${JSON.stringify(
          now,
        )}`,
      );
  });
}

/** Looks for as long as something must stay away. */
export async function keepLooking(
  look: () => Promise<void>,
  from = Date.now(),
): Promise<void> {
  const end = from + patience.staysAway;
  let last: boolean;
  do {
    // A look follows the end, however long this process stood still before it.
    last = Date.now() >= end;
    await nextLook();
    await look();
  } while (!last);
}

/** The error of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => {
      throw new Error('The call should have failed');
    },
    (error: Error) => error,
  );
}
