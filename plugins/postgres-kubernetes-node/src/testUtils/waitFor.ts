import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats an assertion until it holds. The time limit is long, because machines
 * can be slow.
 *
 * @public
 */
export async function waitFor(
  assertion: () => void | Promise<void>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(25);
    }
  }
}
