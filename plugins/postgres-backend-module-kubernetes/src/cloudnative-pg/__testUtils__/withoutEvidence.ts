import type { RecoveryWindow } from '@pgstage/backstage-plugin-postgres-common';

/** Returns a recovery window without its evidence. */
export function withoutEvidence(window: RecoveryWindow | undefined) {
  if (!window || window.unproven) return window;
  const { evidence: _evidence, ...rest } = window;
  return rest;
}
