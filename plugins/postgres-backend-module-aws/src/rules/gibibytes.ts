import { parseQuantity } from '@pgstage/backstage-plugin-postgres-common';

/** Bytes of a gibibyte. */
export const GIB = 2 ** 30;

export const GIBIBYTES_RULE =
  'must be a whole number of GiB with its unit, for example 20Gi';

/** Returns the GiB of a volume size; undefined for a text that breaks {@link GIBIBYTES_RULE}. */
export function gibibytesOf(text: string): number | undefined {
  const bytes = parseQuantity(text);
  return bytes !== undefined && Number.isInteger(bytes / GIB)
    ? bytes / GIB
    : undefined;
}
