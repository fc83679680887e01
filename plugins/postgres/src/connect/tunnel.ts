import { Connection } from '@pgstage/backstage-plugin-postgres-common';
import { appliesTo, ClientLocation } from './clientLocations';
import { verifies } from './connectionParameters';

type Endpoint = Connection['endpoints'][number];

export interface ReachableEndpoint extends Endpoint {
  /** Address to connect to, because `host` is only the name in the certificate of the server. */
  hostaddr?: string;
  /** The endpoint that the port-forward of a recipe reaches. */
  forwards?: Endpoint;
}

/**
 * Returns the endpoints for a client location. From a laptop, a service of a
 * cluster is reached through the port-forward of its recipe.
 */
export function reachableEndpoints(
  { endpoints, recipes }: Connection,
  clientLocation: ClientLocation,
): ReachableEndpoint[] {
  if (clientLocation !== 'laptop') return endpoints;
  const commands = recipes
    .filter(({ from }) => from === 'laptop')
    .flatMap(recipe => recipe.commands);
  return endpoints.map(endpoint => {
    const localPort = commands.find(
      command => command.localPort && appliesTo(command, endpoint),
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
