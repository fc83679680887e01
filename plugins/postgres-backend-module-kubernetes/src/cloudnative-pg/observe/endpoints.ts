import { serviceEndpoints } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Endpoint } from '@pgstage/backstage-plugin-postgres-common';
import { namesOf, type CloudNativePgSnapshot } from '../model';
import { followedSource } from './identity';

/**
 * Where applications find the database: by names inside of the cluster, and by
 * the addresses that load balancers have outside. The certificates are of an
 * authority that clients do not know by themselves, so that `require` is the
 * most that works without its certificate.
 *
 * Nothing of a copy of another server takes writes: its read-write service
 * leads to a server in recovery. The first endpoint is the one to write to, if
 * there is one.
 */
export function endpointsOf(snapshot: CloudNativePgSnapshot): Endpoint[] {
  const { cluster, poolers, services } = snapshot;
  const { readWriteService, readOnlyService, readService } = namesOf(
    cluster.name,
  );
  const isCopy = followedSource(snapshot) !== undefined;
  const endpoints = (purpose: Endpoint['purpose'], name: string) =>
    serviceEndpoints(
      isCopy && purpose === 'read-write' ? 'read-only' : purpose,
      { namespace: cluster.namespace, name },
      services,
    );
  // The operator makes all at once, unless it was told to leave some out.
  const isThere = (service: string) =>
    !services.some(({ name }) => name === readWriteService) ||
    services.some(({ name }) => name === service);
  const standbys =
    (cluster.spec.instances ?? 1) > 1 && isThere(readOnlyService)
      ? endpoints('read-only', readOnlyService)
      : [];
  const own = isCopy
    ? [
        ...standbys,
        ...(isThere(readService) || !standbys.length
          ? endpoints('read-only', readService)
          : []),
      ]
    : [
        ...endpoints(
          'read-write',
          cluster.status.writeService ?? readWriteService,
        ),
        ...standbys,
      ];
  return [
    ...own,
    ...(cluster.spec.managed?.services?.additional ?? []).flatMap(
      ({ selectorType, serviceTemplate }) => {
        const name = serviceTemplate?.metadata?.name;
        const purpose = selectorType === 'rw' ? 'read-write' : 'read-only';
        return name ? endpoints(purpose, name) : [];
      },
    ),
    ...poolers
      .filter(({ type }) => type === 'rw')
      .flatMap(({ name }) => endpoints('pooler', name)),
  ];
}
