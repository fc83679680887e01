import type { PageRound } from './measure/pages';
import type { Plan } from './plan';

/** What a whole run measured. */
export interface Results {
  plan: Plan;
  rounds: Array<PageRound & { changes: number[] }>;
  /** Requests to the API server. */
  upstream: {
    views: number;
    ours: number;
    /** Health and backups besides, for as many views. */
    oursDetails: number;
    peerViews: number;
    peer: number;
  };
  /** Start to complete directory, by size. */
  completeMs: Map<number, number>;
  memory: { empty: NodeJS.MemoryUsage; full: NodeJS.MemoryUsage };
  /** Of one answer of page data. */
  bytes: { ours: number; peer: number };
}
