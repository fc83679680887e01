import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT = 5;
const PAUSE_MS = 2_000;
/** After this time without a failure, the next failure counts as the first one. */
const SETTLED_MS = 60_000;

/**
 * Restarts a program that exited, and reports it. Doubles the delay before each
 * attempt, and gives up after a few of them.
 *
 * @param what - name of the program, at the start of a sentence
 * @param isWell - checked repeatedly
 * @param bringBack - starts it, or starts it again
 * @param say - reports one line
 * @param patienceMs - how long it may be unavailable before the first attempt
 * @returns when the signal aborts
 */
export async function keepRunning(
  what,
  {
    isWell,
    bringBack,
    say,
    signal,
    patienceMs,
    pauseMs = PAUSE_MS,
    settledMs = SETTLED_MS,
  },
) {
  let attempts = 0;
  let lastWell = performance.now();
  let lastStep = performance.now();
  let isAway = false;
  while (!signal.aborted) {
    const well = await isWell();
    const now = performance.now();
    if (signal.aborted) return;
    if (well) {
      if (isAway) say(`${what} works again.`);
      isAway = false;
      lastWell = now;
      if (now - lastStep >= settledMs) attempts = 0;
    } else if (
      attempts <= LIMIT &&
      now - Math.max(lastWell, lastStep) >= patienceMs * 2 ** attempts
    ) {
      attempts += 1;
      isAway = true;
      if (attempts > LIMIT) {
        say(
          `${what} was started ${LIMIT} times and stopped again. The log says why; Ctrl-C and a new \`npm start\` bring it back, with all data.`,
        );
      } else {
        say(
          `${what} stopped working. Starting it again (${attempts} of ${LIMIT}) ...`,
        );
        await bringBack().catch(error => say(error.message));
      }
      lastStep = performance.now();
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}
