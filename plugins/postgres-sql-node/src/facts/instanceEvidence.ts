import type { Evidence } from '@pgstage/backstage-plugin-postgres-common';

/** Returns a response of the instance as evidence. @param now - by the clock of the server */
export function instanceEvidence(now: Date): Evidence & { source: 'instance' } {
  return { source: 'instance', at: now.toISOString() };
}
