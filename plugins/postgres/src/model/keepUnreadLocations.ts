import {
  DatabaseList,
  DatabaseView,
  LocationProblem,
} from '@pgstage/backstage-plugin-postgres-common';

/**
 * Returns a list with the databases of the previous list whose locations were
 * not read yet: after its start, a backend has not read every location, and
 * such a location has no problem yet, or one that has lasted at least since the
 * start. A database is not treated as removed before its location is read.
 */
export function keepUnreadLocations(
  list: DatabaseList,
  before: DatabaseList | undefined,
): DatabaseList {
  const listed = new Set(list.items.map(({ ref }) => ref));
  const kept = (before?.items ?? []).filter(
    item => !listed.has(item.ref) && !wasRead(list, item),
  );
  return {
    ...list,
    items: [...list.items, ...kept],
    totalItems: list.totalItems + kept.length,
  };
}

/** Returns a list without a database. */
export function without(list: DatabaseList, ref: string): DatabaseList {
  const items = list.items.filter(item => item.ref !== ref);
  return {
    ...list,
    items,
    totalItems: list.totalItems - (list.items.length - items.length),
  };
}

/** A database that was read once is in the list, also while its location is unreachable. */
function wasRead({ complete, problems }: DatabaseList, item: DatabaseView) {
  const own = problems.filter(
    ({ provider, location }) =>
      provider === item.provider && ['*', item.location].includes(location),
  );
  return own.length ? own.every(isOfRead) : complete;
}

function isOfRead({ location, sinceAtLeast }: LocationProblem): boolean {
  return location !== '*' && !sinceAtLeast;
}
