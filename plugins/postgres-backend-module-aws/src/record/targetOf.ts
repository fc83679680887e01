import type { CredentialTarget } from '@pgstage/backstage-plugin-postgres-node';
import type { DatabaseRecord } from './record';

/** Returns the target of the credentials in the record of a database, or undefined if it has none. */
export function targetOf(
  record: DatabaseRecord | undefined,
): CredentialTarget | undefined {
  return requestedTarget(record?.spec.options);
}

/** Returns the target that options request. An empty object requests none, so that a change can remove it. */
export function requestedTarget({
  credentials,
}: { credentials?: unknown } = {}): CredentialTarget | undefined {
  const { cluster, namespace } = (credentials ?? {}) as CredentialTarget;
  return cluster === undefined && namespace === undefined
    ? undefined
    : { cluster, namespace };
}
