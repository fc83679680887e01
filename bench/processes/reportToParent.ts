import { setTimeout as sleep } from 'node:timers/promises';

/** What a process tells the benchmark. */
export type ProcessMessage =
  | { event: 'starting'; at: number }
  | { event: 'ready'; port?: number }
  | { event: 'memory'; memory: NodeJS.MemoryUsage };

export function tell(told: ProcessMessage): void {
  process.send?.(told);
}

const SETTLE_ROUNDS = 6;
const SETTLE_MS = 10_000;

// Asked for its memory, a process counts what is left after garbage went, and
// after V8 gave pages back: it does that in quiet, in the minute after a start.
process.on('message', async (message: { command?: string }) => {
  if (message.command !== 'memory') return;
  for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
    await sleep(SETTLE_MS);
    globalThis.gc?.();
  }
  tell({ event: 'memory', memory: process.memoryUsage() });
});
