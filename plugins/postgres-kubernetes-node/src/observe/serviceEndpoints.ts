import type { Endpoint } from '@pgstage/backstage-plugin-postgres-common';
import type { ObjectId } from '../cluster';
import type { CachedService } from '../model/cachedParts';
import { POSTGRES_PORT } from '../model/podKind';

/**
 * Returns the endpoints of a Service: its name inside the cluster, and the
 * external address of its load balancer. Clients do not trust the certificate
 * authority of the server by default, so `require` is the strictest mode that
 * works without it.
 *
 * @param services - existing Services; the named one may not exist yet
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
