import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than a restart after a change takes. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 2_000;

/**
 * Says when the backend stops to answer and when it answers again: the program
 * that runs it stays there without a word when it dies.
 *
 * @param url - answers with success while the backend is well
 * @param say - takes one line
 * @returns when the signal aborts
 */
export async function watchBackend(
  url,
  { signal, say, patienceMs = PATIENCE_MS, pauseMs = PAUSE_MS },
) {
  let lastSeen = Date.now();
  let told = false;
  while (!signal.aborted) {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    }).catch(() => undefined);
    if (response?.ok) {
      if (told) say('The backend answers again.');
      lastSeen = Date.now();
      told = false;
    } else if (
      !told &&
      !signal.aborted &&
      Date.now() - lastSeen >= patienceMs
    ) {
      say(
        'The backend does not answer any more. The log says why; Ctrl-C and a new `npm start` bring it back, with all data.',
      );
      told = true;
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}
