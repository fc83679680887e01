import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchResponse, TIMEOUT_MS } from './HttpTarget';

/** Sends the nth request of one target. */
export type Send = (index: number) => Promise<BenchResponse>;

/** If more than this share of the requests to one target fail, the target is broken. */
const TOLERATED = 0.01;

/**
 * Sends `rate` requests a second to every target, independent of earlier
 * responses: users do not wait for one another. The targets take turns, so that
 * other load on the machine affects all of them.
 *
 * @returns milliseconds of each request, by target. A failed request, or one
 *   without a response in time, counts with the timeout.
 * @throws Error the first error of a target with too many failures.
 */
export async function openLoop<K extends string>(
  targets: Record<K, Send>,
  { rate, count }: { rate: number; count: number },
): Promise<Record<K, number[]>> {
  const entries = Object.entries(targets) as [K, Send][];
  const gapMs = 1000 / rate / entries.length;
  const begin = performance.now();
  const running = entries.map(() => [] as Promise<number>[]);
  const failures = entries.map(() => [] as Error[]);
  for (let turn = 0; turn < count * entries.length; turn += 1) {
    const early = begin + turn * gapMs - performance.now();
    if (early > 0) await sleep(early);
    const which = turn % entries.length;
    const sent = entries[which][1](Math.floor(turn / entries.length));
    const time = sent.then(
      ({ ms }) => ms,
      error => {
        if (error.name !== 'AbortError') failures[which].push(error);
        return TIMEOUT_MS;
      },
    );
    running[which].push(time);
  }
  const times = await Promise.all(running.map(each => Promise.all(each)));
  const broken = failures.find(each => each.length > TOLERATED * count);
  if (broken) throw broken[0];
  return Object.fromEntries(
    entries.map(([name], which) => [name, times[which]]),
  ) as Record<K, number[]>;
}
