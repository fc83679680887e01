import { Connection } from '@pgstage/backstage-plugin-postgres-common';
import { leadsTo, Place } from './places';
import { verifies } from './target';

/** A name that only the cluster's own DNS knows. */
const CLUSTER_NAME = /\.svc(\.|$)/;
const FORWARDED = /\bport-forward\b.*\s(\d+):\d+/;

type Endpoint = Connection['endpoints'][number];

export interface ReachableEndpoint extends Endpoint {
  /** Where to connect, as `host` is only the name to find in the server's certificate. */
  hostaddr?: string;
  /** What it reaches by the port-forward that a recipe tells. */
  forwards?: Endpoint;
}

/**
 * The endpoints as somebody there reaches them. From a laptop a service of a
 * cluster is reached through the port-forward that a recipe tells for it.
 */
export function reachableEndpoints(
  { endpoints, recipes }: Connection,
  place: Place,
): ReachableEndpoint[] {
  if (place !== 'laptop') return endpoints;
  const commands = recipes
    .filter(({ from }) => from === 'laptop')
    .flatMap(recipe => recipe.commands);
  return endpoints.map(endpoint => {
    const localPort = commands
      .filter(command => command.endpoint && leadsTo(command, endpoint))
      .flatMap(({ command }) => command.match(FORWARDED)?.[1] ?? [])[0];
    if (!localPort || !CLUSTER_NAME.test(endpoint.host)) return endpoint;
    return {
      ...endpoint,
      ...(verifies(endpoint)
        ? { hostaddr: '127.0.0.1' }
        : { host: 'localhost' }),
      port: Number(localPort),
      forwards: endpoint,
    };
  });
}
