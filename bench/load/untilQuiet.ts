import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Share of the time of all processors. */
const IDLE_SHARE = 0.5;
const LIMIT_MS = 20_000;
const LOOK_MS = 1_000;

function processorTime() {
  const times = os.cpus().map(cpu => cpu.times);
  const sum = (of: (each: (typeof times)[number]) => number) =>
    times.reduce((total, each) => total + of(each), 0);
  return {
    idle: sum(({ idle }) => idle),
    all: sum(each => Object.values(each).reduce((a, b) => a + b)),
  };
}

/**
 * Waits for a second in which the machine is mostly idle, for a limited time:
 * the load of other programs must not affect the results.
 *
 * @returns whether there was such a second.
 */
export async function untilQuiet(): Promise<boolean> {
  const end = performance.now() + LIMIT_MS;
  while (performance.now() < end) {
    const before = processorTime();
    await sleep(LOOK_MS);
    const { idle, all } = processorTime();
    if (idle - before.idle >= IDLE_SHARE * (all - before.all)) return true;
  }
  return false;
}
