import type { RecoveryWindow } from '@pgstage/backstage-plugin-postgres-common';

/** The moments of a window, without what shows them. */
export function withoutEvidence(window: RecoveryWindow | undefined) {
  if (!window || window.unproven) return window;
  const { evidence: _evidence, ...moments } = window;
  return moments;
}
