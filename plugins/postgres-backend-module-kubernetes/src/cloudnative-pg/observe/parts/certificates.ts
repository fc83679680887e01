import type { Part } from '@pgstage/backstage-plugin-postgres-common';
import {
  certificateParts,
  parseGoTime,
  type PartsInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../../model';

export function certificates({
  snapshot,
  now,
}: PartsInput<CloudNativePgSnapshot>): Part[] {
  const { expirations = {} } = snapshot.cluster.status.certificates ?? {};
  const all = Object.entries(expirations).map(([name, text]) => ({
    name,
    expiry: parseGoTime(text) ?? text,
    // The operator renews its certificates 7 days before they expire: with 6 days left, the renewal has failed.
    limitDays: isOperators(snapshot, name) ? 6 : 7,
  }));
  return certificateParts(all, now);
}

/** Returns whether the operator created a certificate, and so renews it. */
export function isOperators(
  { cluster }: CloudNativePgSnapshot,
  secret: string,
): boolean {
  return ['ca', 'server', 'replication', 'pooler'].some(
    kind => secret === `${cluster.name}-${kind}`,
  );
}
