import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats a probe until it returns a value.
 *
 * @throws Error after two minutes, much longer than anything takes on a busy machine
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Timed out waiting for ${what}`);
    await sleep(100);
  }
}
