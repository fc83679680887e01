import {
  DatabaseList,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';

/**
 * A list with what the one before held and this one cannot tell of: a backend
 * that has just started has not read every location. Nothing is taken for gone
 * that nobody looked for.
 */
export function keepUnread(
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

function wasRead({ complete, problems }: DatabaseList, item: DatabaseView) {
  const isItsOwn = ({ provider, location }: (typeof problems)[number]) =>
    provider === item.provider && ['*', item.location].includes(location);
  return complete && !problems.some(isItsOwn);
}
