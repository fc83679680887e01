import {
  Connection,
  Endpoint,
} from '@pgstage/backstage-plugin-postgres-common';
import { Place } from './places';
import { verifies } from './target';

/** A name that only the cluster's own DNS knows. */
const CLUSTER_NAME = /\.svc(\.|$)/;
const FORWARDED = /\bport-forward\b.*\s(\d+):\d+/;

/** With `hostaddr`, `host` is only the name to find in the server's certificate. */
export interface ReachableEndpoint extends Endpoint {
  hostaddr?: string;
}

/**
 * The endpoints as somebody there reaches them. From a laptop a service of a
 * cluster is reached through the port-forward that a recipe tells, which leads
 * to the primary alone.
 */
export function reachableEndpoints(
  { endpoints, recipes }: Connection,
  place: Place,
): { endpoints: ReachableEndpoint[]; tunnelled: boolean } {
  const localPort = recipes
    .filter(({ from }) => from === 'laptop')
    .flatMap(({ commands }) => commands)
    .flatMap(({ command }) => command.match(FORWARDED)?.[1] ?? [])[0];
  const primary =
    endpoints.find(({ purpose }) => purpose === 'read-write') ?? endpoints[0];
  if (
    place !== 'laptop' ||
    !localPort ||
    !primary ||
    !CLUSTER_NAME.test(primary.host)
  )
    return { endpoints, tunnelled: false };
  const address = verifies(primary)
    ? { hostaddr: '127.0.0.1' }
    : { host: 'localhost' };
  return {
    endpoints: [{ ...primary, ...address, port: Number(localPort) }],
    tunnelled: true,
  };
}
