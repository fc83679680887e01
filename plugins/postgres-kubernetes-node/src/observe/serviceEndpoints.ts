import type { Endpoint } from '@pgstage/backstage-plugin-postgres-common';
import type { ObjectId } from '../cluster';
import type { CachedService } from '../model/cachedParts';
import { POSTGRES_PORT } from '../model/podKind';

/**
 * Where a Service is found: by name inside of the cluster, and by the address
 * that a load balancer has outside. Its certificate is of an authority that
 * clients do not know by themselves, so that `require` is the most that works
 * without that.
 *
 * @param services - that there are; the named one may be still to come
 * @public
 */
export function serviceEndpoints(
  purpose: Endpoint['purpose'],
  { namespace, name }: ObjectId,
  services: CachedService[],
): Endpoint[] {
  const service = services.find(each => each.name === name);
  const outside =
    service?.type === 'LoadBalancer' ? service.externalAddress : undefined;
  return [`${name}.${namespace}.svc`, outside].flatMap(host =>
    host
      ? {
          purpose,
          host,
          port: service?.port ?? POSTGRES_PORT,
          sslMode: 'require',
        }
      : [],
  );
}
