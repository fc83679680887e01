import type { JsonObject } from '@backstage/types';
import { apiCalls } from './apiCalls';

/** The calls that answer with a new database. */
const sources = ['createDatabase', 'restoreDatabase'];

const targets = Object.keys(apiCalls).filter(id =>
  apiCalls[id].path.includes(':ref'),
);

/** The calls that can follow when there is a new database. */
export function allLinks(): JsonObject {
  return Object.fromEntries(
    targets.map(operationId => [
      operationId,
      { operationId, parameters: { ref: '$response.body#/ref' } },
    ]),
  );
}

/** Those that can follow this one. */
export function linksOf(id: string): { links?: JsonObject } {
  if (!sources.includes(id)) return {};
  return {
    links: Object.fromEntries(
      targets.map(target => [target, { $ref: `#/components/links/${target}` }]),
    ),
  };
}
