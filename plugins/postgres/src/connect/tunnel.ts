import {
  Connection,
  Endpoint,
} from '@pgstage/backstage-plugin-postgres-common';
import { Place } from './places';

/** A name that only the cluster's own DNS knows. */
const CLUSTER_NAME = /\.svc(\.|$)/;
const FORWARDED = /\bport-forward\b.*\s(\d+):\d+/;

/**
 * The endpoints as somebody there reaches them. From a laptop a service of a
 * cluster is reached through the port-forward that a recipe tells, which leads
 * to the primary alone.
 */
export function reachableEndpoints(
  { endpoints, recipes }: Connection,
  place: Place,
): { endpoints: Endpoint[]; tunnelled: boolean } {
  const localPort = recipes
    .filter(({ from }) => from === 'laptop')
    .flatMap(({ commands }) => commands)
    .flatMap(({ command }) => command.match(FORWARDED)?.[1] ?? [])[0];
  const primary = endpoints.find(({ purpose }) => purpose === 'read-write');
  if (
    place !== 'laptop' ||
    !localPort ||
    !primary ||
    !CLUSTER_NAME.test(primary.host)
  )
    return { endpoints, tunnelled: false };
  return {
    endpoints: [{ ...primary, host: 'localhost', port: Number(localPort) }],
    tunnelled: true,
  };
}
