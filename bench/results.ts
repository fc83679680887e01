import type { BareRound } from './measure/bare';
import type { PageRound } from './measure/pages';
import type { Upstream } from './measure/upstream';
import type { Plan } from './plan';

/** The results of a whole run. */
export interface Results {
  plan: Plan;
  rounds: Array<PageRound & { changes: number[] }>;
  bare: BareRound[];
  upstream: Upstream;
  /**
   * Milliseconds from the start to the complete directory, by size; of 0, the
   * start of an empty backend.
   */
  completeMs: Map<number, number>;
  memory: { empty: NodeJS.MemoryUsage; full: NodeJS.MemoryUsage };
  /** Of one response with page data. */
  bytes: { pgstage: number; peer: number };
}
