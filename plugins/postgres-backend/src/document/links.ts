import type { JsonObject } from '@backstage/types';
import { apiCalls } from './apiCalls';

/** The calls that return a new database. */
const sources = ['createDatabase', 'restoreDatabase'];

const targets = Object.keys(apiCalls).filter(id =>
  apiCalls[id].path.includes(':ref'),
);

/** The calls that can follow the creation of a database. */
export function allLinks(): JsonObject {
  return Object.fromEntries(
    targets.map(operationId => [
      operationId,
      { operationId, parameters: { ref: '$response.body#/ref' } },
    ]),
  );
}

/** Returns the calls that can follow this one. */
export function linksOf(id: string): { links?: JsonObject } {
  if (!sources.includes(id)) return {};
  return {
    links: Object.fromEntries(
      targets.map(target => [target, { $ref: `#/components/links/${target}` }]),
    ),
  };
}
