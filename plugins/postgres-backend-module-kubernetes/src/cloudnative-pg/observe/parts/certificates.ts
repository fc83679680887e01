import type { Part } from '@pgstage/backstage-plugin-postgres-common';
import {
  parseGoTime,
  HOUR,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../../model';
import type { PartsInput } from './PartsInput';

const DAY_MS = 24 * HOUR;

export function certificates({ found, now }: PartsInput): Part[] {
  const { expirations = {} } = found.cluster.status.certificates ?? {};
  return Object.entries(expirations).map(([name, text]) => {
    const expiry = parseGoTime(text);
    if (!expiry)
      return { kind: 'certificate', name, state: 'unknown', reason: text };
    const days = Math.floor((expiry.getTime() - now.getTime()) / DAY_MS);
    // The operator renews its own 7 days before: one that is closer was not renewed.
    const limit = isOperators(found, name) ? 6 : 7;
    return {
      kind: 'certificate',
      name,
      state: days < limit ? 'attention' : 'working',
      reason:
        days < 0
          ? 'expired'
          : `expires in ${days} ${days === 1 ? 'day' : 'days'}`,
      expiresAt: expiry.toISOString(),
    };
  });
}

/** Whether the operator made a certificate, and so renews it. */
export function isOperators(
  { cluster }: FoundDatabase,
  secret: string,
): boolean {
  return ['ca', 'server', 'replication', 'pooler'].some(
    kind => secret === `${cluster.name}-${kind}`,
  );
}
