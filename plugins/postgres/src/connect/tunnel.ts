import { Connection } from '@pgstage/backstage-plugin-postgres-common';
import { leadsTo, ClientLocation } from './clientLocations';
import { verifies } from './connectionParameters';

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
  place: ClientLocation,
): ReachableEndpoint[] {
  if (place !== 'laptop') return endpoints;
  const commands = recipes
    .filter(({ from }) => from === 'laptop')
    .flatMap(recipe => recipe.commands);
  return endpoints.map(endpoint => {
    const localPort = commands.find(
      command => command.localPort && leadsTo(command, endpoint),
    )?.localPort;
    if (!localPort) return endpoint;
    return {
      ...endpoint,
      ...(verifies(endpoint)
        ? { hostaddr: '127.0.0.1' }
        : { host: 'localhost' }),
      port: localPort,
      forwards: endpoint,
    };
  });
}
