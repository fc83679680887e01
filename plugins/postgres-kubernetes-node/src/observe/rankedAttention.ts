import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

/**
 * Impact of a problem:
 * - `failing`: shown also during a planned change, as the change itself or the
 * primary fails.
 * - `degraded`: makes the state `attention` while no change is in progress.
 * - `note`: worth reading; the database works.
 */
export type Impact = 'failing' | 'degraded' | 'note';

/** A row of attention with its impact. @public */
export interface RankedAttention extends Attention {
  impact: Impact;
  /** It cannot resolve by itself, see `final.ts`. */
  final?: boolean;
}

const RANK: Record<Impact, number> = { failing: 0, degraded: 1, note: 2 };

/** Sorts the worst first. @public */
export function compareImpact(a: RankedAttention, b: RankedAttention): number {
  return (
    RANK[a.impact] - RANK[b.impact] ||
    Number(b.severity === 'error') - Number(a.severity === 'error')
  );
}
