import type { RegionConfig } from '../config';

/** Tags of everything that the provider creates, in the form of every service. */
export function awsTags(
  { tags }: RegionConfig,
  more: Record<string, string> = {},
): { Key: string; Value: string }[] {
  return Object.entries({ ...tags, ...more }).map(([Key, Value]) => ({
    Key,
    Value,
  }));
}
