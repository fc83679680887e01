import type { postgresApiRef } from '@pgstage/backstage-plugin-postgres';
import type { DatabaseLocation } from './location';

type Api = typeof postgresApiRef.T;

/** Reads the names of all visible databases at a location. */
export async function readTakenNames(
  api: Pick<Api, 'listDatabases'>,
  { provider, location }: DatabaseLocation,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const names = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await api.listDatabases(
      { provider, limit: 500, cursor },
      { signal },
    );
    page.items
      .filter(item => item.location === location)
      .forEach(item => names.add(item.name));
    cursor = page.nextCursor;
  } while (cursor);
  return names;
}
