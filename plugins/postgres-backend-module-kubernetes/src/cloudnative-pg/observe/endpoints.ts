import type { Endpoint } from '@pgstage/backstage-plugin-postgres-common';
import { namesOf, POSTGRES_PORT, type FoundDatabase } from '../model';

/**
 * Where applications find the database, by names inside of the cluster. The
 * certificates are of an authority that clients do not know by themselves, so
 * that `require` is the most that works without its certificate.
 */
export function endpointsOf(found: FoundDatabase): Endpoint[] {
  const { cluster, poolers, services } = found;
  const { readWriteService, readOnlyService } = namesOf(cluster.name);
  const endpoint = (
    purpose: Endpoint['purpose'],
    service: string,
  ): Endpoint => ({
    purpose,
    host: `${service}.${cluster.namespace}.svc`,
    port: services.find(({ name }) => name === service)?.port ?? POSTGRES_PORT,
    sslMode: 'require',
  });
  // The operator makes both at once, unless it was told to leave this one out.
  const leftOut = (service: string) =>
    services.some(({ name }) => name === readWriteService) &&
    !services.some(({ name }) => name === service);
  return [
    endpoint('read-write', cluster.status.writeService ?? readWriteService),
    ...((cluster.spec.instances ?? 1) > 1 && !leftOut(readOnlyService)
      ? [endpoint('read-only', readOnlyService)]
      : []),
    ...poolers
      .filter(({ type }) => type === 'rw')
      .map(({ name }) => endpoint('pooler', name)),
  ];
}
