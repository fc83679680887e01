import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats a probe until it returns a value. Throws the last error after `seconds`. */
export async function eventually(what, probe, { seconds = 120 } = {}) {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    let last = 'nothing';
    try {
      const result = await probe();
      if (result) {
        return result;
      }
    } catch (error) {
      last = error.message;
    }
    if (performance.now() > end) {
      throw new Error(`${what}: not after ${seconds} s. Last: ${last}`);
    }
    await sleep(500);
  }
}
