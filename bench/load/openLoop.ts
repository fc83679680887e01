import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, TIMEOUT_MS } from './HttpTarget';

/** Sends the nth request of one target. */
export type Send = (index: number) => Promise<Answer>;

/**
 * Sends to every target `rate` requests a second, whether or not the earlier
 * ones were answered: users do not wait for one another. The targets take
 * turns, so that whatever else the machine does happens to all of them.
 *
 * @returns milliseconds of each request, by target. One without an answer in
 *   time counts as the time it had.
 */
export async function openLoop<K extends string>(
  targets: Record<K, Send>,
  { rate, count }: { rate: number; count: number },
): Promise<Record<K, number[]>> {
  const entries = Object.entries(targets) as [K, Send][];
  const gapMs = 1000 / rate / entries.length;
  const begin = performance.now();
  const running = entries.map(() => [] as Promise<number>[]);
  for (let turn = 0; turn < count * entries.length; turn += 1) {
    const early = begin + turn * gapMs - performance.now();
    if (early > 0) await sleep(early);
    const which = turn % entries.length;
    const sent = entries[which][1](Math.floor(turn / entries.length));
    const time = sent.then(
      ({ ms }) => ms,
      error => {
        if (error.name === 'AbortError') return TIMEOUT_MS;
        throw error;
      },
    );
    // Thrown below, once all are sent.
    time.catch(() => {});
    running[which].push(time);
  }
  const times = await Promise.all(running.map(each => Promise.all(each)));
  return Object.fromEntries(
    entries.map(([name], which) => [name, times[which]]),
  ) as Record<K, number[]>;
}
