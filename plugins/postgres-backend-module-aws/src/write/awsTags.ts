import type { RegionConfig } from '../config';

/** Returns the tags of a new resource, in the form that all AWS services accept. */
export function awsTags(
  { tags }: RegionConfig,
  more: Record<string, string> = {},
): { Key: string; Value: string }[] {
  return Object.entries({ ...tags, ...more }).map(([Key, Value]) => ({
    Key,
    Value,
  }));
}
