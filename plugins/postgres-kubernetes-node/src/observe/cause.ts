import type { Attention } from '@pgstage/backstage-plugin-postgres-common';

/**
 * How much a cause weighs:
 * - `failing`: shows also while something is changed on purpose, as the change
 *   itself or the primary fails.
 * - `degraded`: makes the state `attention` while nothing is being changed.
 * - `note`: worth reading; the database works.
 */
export type Weight = 'failing' | 'degraded' | 'note';

/** A row of what needs attention, and its weight. @public */
export interface Cause extends Attention {
  weight: Weight;
  /** It does not heal, see `final.ts`. */
  final?: boolean;
}

const RANK: Record<Weight, number> = { failing: 0, degraded: 1, note: 2 };

/** Worst first. @public */
export function byWeight(a: Cause, b: Cause): number {
  return (
    RANK[a.weight] - RANK[b.weight] ||
    Number(b.severity === 'error') - Number(a.severity === 'error')
  );
}
