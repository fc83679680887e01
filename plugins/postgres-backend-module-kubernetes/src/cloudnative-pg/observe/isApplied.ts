import type { KeptDatabase } from '../model';

/** Whether the operator has brought about what a Database declares now, not what it declared before. */
export function isApplied({ generation, status }: KeptDatabase): boolean {
  const { applied, observedGeneration } = status;
  return (
    applied === true &&
    (observedGeneration === undefined || observedGeneration === generation)
  );
}
