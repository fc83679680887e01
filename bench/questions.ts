import { componentAt, databaseAt } from './databases';
import type { Question } from './load/HttpTarget';

const at = (ref: string) =>
  `/api/postgres/databases/${encodeURIComponent(ref)}`;

/** What our tab shows first: the databases of an entity, all but lists of backups and lag. */
export function ourPage(index: number): Question {
  const { entityRef } = databaseAt(index);
  return {
    path: `/api/postgres/databases?entityRef=${encodeURIComponent(entityRef)}`,
  };
}

/** What our tab then asks for, answered from memory too. */
export function ourPageParts(index: number): Question[] {
  const path = at(databaseAt(index).ref);
  return [
    { path },
    { path: `${path}/connection` },
    { path: '/api/postgres/providers' },
  ];
}

/** What only the instances know, asked of them through the API server. */
export function ourDetails(index: number): Question[] {
  const path = at(databaseAt(index).ref);
  return [{ path: `${path}/health` }, { path: `${path}/backups` }];
}

/** A database with its revision; with `after`, once it has another. */
export function ourDatabase(index: number, after?: string): Question {
  const wait = after
    ? `?after=${encodeURIComponent(after)}&waitSeconds=25`
    : '';
  return { path: `${at(databaseAt(index).ref)}${wait}` };
}

/** What the peer's tab asks for: the objects of an entity. */
export function peerPage(index: number): Question {
  const entity = componentAt(index);
  return {
    method: 'POST',
    path: `/api/kubernetes/services/${entity.metadata.name}`,
    body: { entity, auth: {} },
  };
}
