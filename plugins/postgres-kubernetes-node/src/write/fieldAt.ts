/** Whether `path` is `prefix` or below it. Webhooks write some names in lower case. */
function isBelow(path: string, prefix: string): boolean {
  const [whole, begin] = [path.toLowerCase(), prefix.toLowerCase()];
  return (
    whole === begin ||
    whole.startsWith(`${begin}.`) ||
    whole.startsWith(`${begin}[`)
  );
}

/**
 * Returns the field of a request that a path of an object comes from.
 *
 * @param fields - by path of the object. The longest match counts; with `.*`
 * nested fields have the same names in both.
 * @public
 */
export function fieldAt(
  fields: Record<string, string>,
  path: string,
): { prefix: string; field: string } | undefined {
  const [found] = Object.entries(fields)
    .filter(([prefix]) => isBelow(path, prefix))
    .sort(([a], [b]) => b.length - a.length);
  if (!found) return undefined;
  const [prefix, field] = found;
  const below = path.slice(prefix.length).replace(/\[(\d+)\]/g, '.$1');
  return {
    prefix,
    field: field.endsWith('.*') ? `${field.slice(0, -2)}${below}` : field,
  };
}
