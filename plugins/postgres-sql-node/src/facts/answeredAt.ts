import type { Evidence } from '@pgstage/backstage-plugin-postgres-common';

/** What a server itself answered. @param now - by its own clock */
export function answeredAt(now: Date): Evidence & { source: 'instance' } {
  return { source: 'instance', at: now.toISOString() };
}
