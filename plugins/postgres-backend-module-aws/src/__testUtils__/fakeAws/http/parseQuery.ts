import type { Value, Values } from './Params';

/**
 * Names of list members in the query protocol: `Tags.Tag.1.Key`. A struct with
 * only such a member is the list itself. Source: the `xmlName` traits of
 * `@aws-sdk/client-rds`. EC2 numbers its lists directly: `Filter.1.Name`.
 */
const listMembers = new Set([
  'member',
  'item',
  'Tag',
  'Filter',
  'Value',
  'Parameter',
  'SubnetIdentifier',
  'VpcSecurityGroupId',
]);

/** Parses the parameters of a form body, nested by their dotted names. */
export function parseQuery(body: string): Values {
  const root: Values = {};
  for (const [path, value] of new URLSearchParams(body)) {
    const names = path.split('.');
    let node = root;
    for (const name of names.slice(0, -1)) {
      node[name] ??= {};
      node = node[name] as Values;
    }
    node[names[names.length - 1]] = value;
  }
  return withLists(root) as Values;
}

function withLists(value: Value): Value {
  if (typeof value !== 'object' || Array.isArray(value)) {
    return value;
  }
  const names = Object.keys(value);
  if (names.length > 0 && names.every(name => /^\d+$/.test(name))) {
    return names
      .sort((a, b) => Number(a) - Number(b))
      .map(name => withLists(value[name]));
  }
  const nested = Object.fromEntries(
    names.map(name => [name, withLists(value[name])]),
  );
  const only = names.length === 1 ? nested[names[0]] : undefined;
  return Array.isArray(only) && listMembers.has(names[0]) ? only : nested;
}
