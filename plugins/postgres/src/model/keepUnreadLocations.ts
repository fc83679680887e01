import {
  DatabaseList,
  DatabaseView,
  LocationProblem,
} from '@pgstage/backstage-plugin-postgres-common';

/**
 * A list with what the one before held and this one cannot tell of: a backend
 * that has just started has not read every location, which then has no problem
 * or one that lasts for at least so long. Nothing is taken for gone that nobody
 * looked for.
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

/** A list that holds nothing any more of a database. */
export function without(list: DatabaseList, ref: string): DatabaseList {
  const items = list.items.filter(item => item.ref !== ref);
  return {
    ...list,
    items,
    totalItems: list.totalItems - (list.items.length - items.length),
  };
}

/** What was read once is in the list, also while its location does not answer. */
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
