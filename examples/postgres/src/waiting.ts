import { setTimeout as sleep } from 'timers/promises';

/** Asks again and again until the answer is yes; `false` once the time is over. */
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
