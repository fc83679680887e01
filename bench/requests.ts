import { componentAt, databaseAt } from './databases';
import type { BenchRequest } from './load/HttpTarget';

const at = (ref: string) =>
  `/api/postgres/databases/${encodeURIComponent(ref)}`;

/**
 * The first request of the tab of pgstage: the databases of an entity, without
 * lists of backups and lag.
 */
export function pgstagePage(index: number): BenchRequest {
  const { entityRef } = databaseAt(index);
  return {
    path: `/api/postgres/databases?entityRef=${encodeURIComponent(entityRef)}`,
  };
}

/** The following requests of the tab, also served from memory. */
export function pgstagePageParts(index: number): BenchRequest[] {
  const path = at(databaseAt(index).ref);
  return [
    { path },
    { path: `${path}/connection` },
    { path: '/api/postgres/providers' },
  ];
}

/** Details from the instances, read through the API server. */
export function pgstageDetails(index: number): BenchRequest[] {
  const path = at(databaseAt(index).ref);
  return [{ path: `${path}/health` }, { path: `${path}/backups` }];
}

/** A database with its revision; with `after`, a long poll for another revision. */
export function pgstageDatabase(index: number, after?: string): BenchRequest {
  const wait = after
    ? `?after=${encodeURIComponent(after)}&waitSeconds=25`
    : '';
  return { path: `${at(databaseAt(index).ref)}${wait}` };
}

/** The request of the tab of the peer: the objects of an entity. */
export function peerPage(index: number): BenchRequest {
  const entity = componentAt(index);
  return {
    method: 'POST',
    path: `/api/kubernetes/services/${entity.metadata.name}`,
    body: { entity, auth: {} },
  };
}
