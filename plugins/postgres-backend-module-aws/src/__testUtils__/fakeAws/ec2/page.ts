import { AwsError } from '../http/AwsError';
import type { Params } from '../http/Params';

/** One page of a list: without `MaxResults` all, otherwise 5 to 1000 ("DescribeSecurityGroups", EC2 API Reference). */
export function page<T>(
  params: Params,
  all: T[],
): { items: T[]; nextToken?: string } {
  const size = params.number('MaxResults') ?? Infinity;
  if (size < 5 || (size > 1000 && size !== Infinity)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  const start = Number(params.text('NextToken') ?? 0);
  const end = start + size;
  return {
    items: all.slice(start, end),
    nextToken: end < all.length ? String(end) : undefined,
  };
}
