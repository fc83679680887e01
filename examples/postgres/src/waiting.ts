import { setTimeout as sleep } from 'timers/promises';

/** Polls until the condition is true. Returns false after the timeout. */
export async function waitUntil(
  condition: () => Promise<boolean>,
  options: { seconds: number; everyMs?: number },
): Promise<boolean> {
  const end = performance.now() + options.seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) {
      return false;
    }
    await sleep(options.everyMs ?? 20);
  }
  return true;
}
