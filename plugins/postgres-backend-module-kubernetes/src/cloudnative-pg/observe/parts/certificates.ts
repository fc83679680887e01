import type { Part } from '@pgstage/backstage-plugin-postgres-common';
import {
  certificateParts,
  parseGoTime,
  type PartsInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../../model';

export function certificates({
  found,
  now,
}: PartsInput<FoundDatabase>): Part[] {
  const { expirations = {} } = found.cluster.status.certificates ?? {};
  const all = Object.entries(expirations).map(([name, text]) => ({
    name,
    expiry: parseGoTime(text) ?? text,
    // The operator renews its own 7 days before: one that is closer was not renewed.
    limitDays: isOperators(found, name) ? 6 : 7,
  }));
  return certificateParts(all, now);
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
