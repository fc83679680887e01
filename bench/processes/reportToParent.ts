import { setTimeout as sleep } from 'node:timers/promises';

/** A message from a process to the benchmark. */
export type ProcessMessage =
  | { event: 'starting'; at: number }
  | { event: 'ready'; port?: number }
  | { event: 'memory'; memory: NodeJS.MemoryUsage };

export function reportToParent(message: ProcessMessage): void {
  process.send?.(message);
}

const SETTLE_ROUNDS = 6;
const SETTLE_MS = 10_000;

// On request, reports the memory in use after garbage collection and after V8
// has returned pages, which it does in idle time in the minute after a start.
process.on('message', async (message: { command?: string }) => {
  if (message.command !== 'memory') return;
  for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
    await sleep(SETTLE_MS);
    globalThis.gc?.();
  }
  reportToParent({ event: 'memory', memory: process.memoryUsage() });
});
