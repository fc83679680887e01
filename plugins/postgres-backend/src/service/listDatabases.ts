import {
  invalidField,
  type Database,
  type ListDatabases,
} from '@pgstage/backstage-plugin-postgres-common';
import { normalizeRef } from '../directory/DatabaseIndex';

const DEFAULT_LIMIT = 100;

/**
 * Returns whether a database matches a filter, except for `entityRef`, which
 * the index of the directory handles, and `dangling`, which needs the catalog.
 */
export function matches(
  filter: ListDatabases,
): (database: Database) => boolean {
  const { state, owner, provider, unbound } = filter;
  return database =>
    (state === undefined || database.status.state === state) &&
    (provider === undefined || database.provider === provider) &&
    (unbound === undefined || unbound === !database.binding) &&
    (owner === undefined ||
      (database.binding !== undefined &&
        normalizeRef(database.binding.owner) === normalizeRef(owner)));
}

/**
 * Returns one page, sorted by name and ref. The cursor contains the last item
 * of the previous page.
 */
export function paginate(
  databases: Database[],
  { cursor, limit = DEFAULT_LIMIT }: ListDatabases,
): { page: Database[]; nextCursor?: string } {
  const keyed = databases
    .map(database => ({
      key: JSON.stringify([database.name, database.ref]),
      database,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const rest =
    after === undefined ? keyed : keyed.filter(({ key }) => key > after);
  const page = rest.slice(0, limit);
  return {
    page: page.map(({ database }) => database),
    ...(rest.length > limit && {
      nextCursor: Buffer.from(page[page.length - 1].key).toString('base64url'),
    }),
  };
}

function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!key.startsWith('["')) {
    throw invalidField('cursor', 'must be the nextCursor of an earlier page');
  }
  return key;
}
