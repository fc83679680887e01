import { AwsError } from '../http/AwsError';
import type { Params } from '../http/Params';

/** Whether a resource matches all filters: a field, `tag:<key>` or `tag-key`. An unknown filter is refused. */
export function matches(
  params: Params,
  fields: Record<string, string>,
  tags: Array<{ Key?: string; Value?: string }>,
): boolean {
  return params.list('Filter').every(filter => {
    const name = filter.text('Name') ?? '';
    const values = filter.texts('Value') ?? [];
    if (name === 'tag-key') {
      return tags.some(({ Key }) => values.includes(Key!));
    }
    if (name.startsWith('tag:')) {
      const tag = tags.find(({ Key }) => Key === name.slice(4));
      return tag !== undefined && values.includes(tag.Value!);
    }
    if (!(name in fields)) {
      throw new AwsError(
        'InvalidParameterValue',
        `The filter '${name}' is invalid`,
      );
    }
    return values.includes(fields[name]);
  });
}
