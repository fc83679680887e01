import { setTimeout as sleep } from 'node:timers/promises';

/** What a process tells the benchmark. */
export type Told =
  | { event: 'starting'; at: number }
  | { event: 'ready'; port?: number }
  | { event: 'memory'; memory: NodeJS.MemoryUsage };

export function tell(told: Told): void {
  process.send?.(told);
}

// Asked for its memory, a process counts what is left after garbage went.
process.on('message', async (message: { command?: string }) => {
  if (message.command !== 'memory') return;
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await sleep(200);
  }
  tell({ event: 'memory', memory: process.memoryUsage() });
});
