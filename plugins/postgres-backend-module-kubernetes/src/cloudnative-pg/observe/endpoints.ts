import { serviceEndpoints } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Endpoint } from '@pgstage/backstage-plugin-postgres-common';
import { namesOf, type CloudNativePgSnapshot } from '../model';
import { followedSource } from './identity';

/**
 * Returns the endpoints of the database: DNS names inside the cluster, and
 * addresses of load balancers for clients outside. Clients do not trust the
 * operator's certificate authority by default: without its certificate,
 * `require` is the strictest sslmode that works.
 *
 * No endpoint of a replica cluster accepts writes: its read-write service routes
 * to a server in recovery. If an endpoint accepts writes, it is the first one.
 */
export function endpointsOf(snapshot: CloudNativePgSnapshot): Endpoint[] {
  const { cluster, poolers, services } = snapshot;
  const { readWriteService, readOnlyService, readService } = namesOf(
    cluster.name,
  );
  const isReplica = followedSource(snapshot) !== undefined;
  const endpoints = (purpose: Endpoint['purpose'], name: string) =>
    serviceEndpoints(
      isReplica && purpose === 'read-write' ? 'read-only' : purpose,
      { namespace: cluster.namespace, name },
      services,
    );
  // The operator creates all Services at the same time, except for those that are disabled.
  const exists = (service: string) =>
    !services.some(({ name }) => name === readWriteService) ||
    services.some(({ name }) => name === service);
  const standbys =
    (cluster.spec.instances ?? 1) > 1 && exists(readOnlyService)
      ? endpoints('read-only', readOnlyService)
      : [];
  const own = isReplica
    ? [
        ...standbys,
        ...(exists(readService) || !standbys.length
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
