import { isDeepStrictEqual } from 'node:util';
import { type Fields, isFields, isSameItem } from './fields';

/**
 * Returns a list with the items of pgstage and those of other managers. A
 * removed item that has `ensure` becomes `absent`: without it, the role or
 * extension would stay in PostgreSQL.
 */
function mergeLists(
  before: unknown[],
  after: unknown[],
  live: unknown[],
): unknown[] {
  const find = (items: unknown[], item: unknown) =>
    items.find(candidate => isSameItem(candidate, item));
  const requested = after.map(item => {
    const [previous, is] = [find(before, item), find(live, item)];
    return isFields(item) && isFields(is)
      ? applied(is, fieldsPatch(isFields(previous) ? previous : {}, item, is))
      : item;
  });
  const absent = before.flatMap(item =>
    isFields(item) && 'ensure' in item && !find(after, item)
      ? [{ name: item.name, ensure: 'absent' }]
      : [],
  );
  const others = live.filter(item => !find(before, item) && !find(after, item));
  return [...requested, ...absent, ...others];
}

/** Applies a merge patch to an object. */
function applied(live: Fields, patch: Fields): Fields {
  const result: Fields = { ...live };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (isFields(value)) {
      const inner = live[key];
      result[key] = applied(isFields(inner) ? inner : {}, value);
    } else result[key] = value;
  }
  return result;
}

function fieldsPatch(before: Fields, after: Fields, live: Fields): Fields {
  const patch: Fields = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [previous, desired, is] = [before[key], after[key], live[key]];
    if (isDeepStrictEqual(previous, desired)) continue;
    if (
      isFields(previous ?? desired) &&
      (desired === undefined || isFields(desired))
    ) {
      const inner = fieldsPatch(
        isFields(previous) ? previous : {},
        desired ?? {},
        isFields(is) ? is : {},
      );
      if (Object.keys(inner).length) patch[key] = inner;
    } else if (Array.isArray(previous ?? desired)) {
      const merged = mergeLists(
        (previous ?? []) as unknown[],
        (desired ?? []) as unknown[],
        (is ?? []) as unknown[],
      );
      if (!isDeepStrictEqual(merged, is ?? [])) {
        patch[key] = merged.length ? merged : null;
      }
    } else if (desired !== is) {
      patch[key] = desired ?? null;
    }
  }
  return patch;
}

/**
 * Returns the merge patch that changes a live object from the previous to the
 * new manifest and keeps the fields of other managers and the operator, or
 * undefined if nothing changes.
 *
 * @public
 */
export function threeWayPatch(
  before: object,
  after: object,
  live: object,
): Fields | undefined {
  const patch = fieldsPatch(before as Fields, after as Fields, live as Fields);
  return Object.keys(patch).length ? patch : undefined;
}
