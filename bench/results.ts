import type { BareRound } from './measure/bare';
import type { PageRound } from './measure/pages';
import type { Upstream } from './measure/upstream';
import type { Plan } from './plan';

/** What a whole run measured. */
export interface Results {
  plan: Plan;
  rounds: Array<PageRound & { changes: number[] }>;
  bare: BareRound[];
  upstream: Upstream;
  /** Start to complete directory, by size; of 0, an empty backend's start. */
  completeMs: Map<number, number>;
  memory: { empty: NodeJS.MemoryUsage; full: NodeJS.MemoryUsage };
  /** Of one answer of page data. */
  bytes: { ours: number; peer: number };
}
