import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

/**
 * How much a cause weighs:
 * - `failing`: shows also while something is changed on purpose, as the change
 *   itself or the primary fails.
 * - `degraded`: makes the state `attention` while nothing is being changed.
 * - `note`: worth reading; the database works.
 */
export type Impact = 'failing' | 'degraded' | 'note';

/** A row of what needs attention, and its impact. @public */
export interface RankedAttention extends Attention {
  impact: Impact;
  /** It does not heal, see `final.ts`. */
  final?: boolean;
}

const RANK: Record<Impact, number> = { failing: 0, degraded: 1, note: 2 };

/** Worst first. @public */
export function compareImpact(a: RankedAttention, b: RankedAttention): number {
  return (
    RANK[a.impact] - RANK[b.impact] ||
    Number(b.severity === 'error') - Number(a.severity === 'error')
  );
}
