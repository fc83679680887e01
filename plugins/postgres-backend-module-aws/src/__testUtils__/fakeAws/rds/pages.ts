import { invalidValue } from '../http/AwsError';
import type { Params } from '../http/Params';

/**
 * One page of a list: `MaxRecords` is 20 to 100, default 100, and `Marker` is
 * where the next page starts ("DescribeDBInstances", RDS API Reference).
 */
export function page<T>(
  params: Params,
  all: T[],
  most: number = 100,
): { items: T[]; Marker?: string } {
  const size = params.number('MaxRecords') ?? 100;
  if (size < 20 || size > most) {
    throw invalidValue(
      `Invalid value ${size} for MaxRecords. Must be between 20 and ${most}`,
    );
  }
  const marker = params.text('Marker');
  const start = marker ? Number(Buffer.from(marker, 'base64').toString()) : 0;
  if (!Number.isInteger(start)) {
    throw invalidValue(`Invalid marker: ${marker}`);
  }
  const end = start + size;
  return {
    items: all.slice(start, end),
    Marker:
      end < all.length
        ? Buffer.from(String(end)).toString('base64')
        : undefined,
  };
}

/** Items that match every filter; names and values are case-sensitive. An unknown name is refused. */
export function filtered<T>(
  params: Params,
  all: T[],
  fields: Record<string, (item: T) => string | undefined>,
): T[] {
  return params.list('Filters').reduce((items, filter) => {
    const name = filter.text('Name')!;
    const field = fields[name];
    if (!field) {
      throw invalidValue(`Unrecognized filter name: ${name}`);
    }
    const values = filter.texts('Values') ?? [];
    return items.filter(item => values.includes(field(item) ?? ''));
  }, all);
}
