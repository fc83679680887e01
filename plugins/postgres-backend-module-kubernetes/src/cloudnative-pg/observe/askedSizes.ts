import type { FoundDatabase } from '../model';

/** Sizes that the database asks for, by role of the volume. */
export function askedSizes({
  cluster: { spec },
}: FoundDatabase): Record<string, string | undefined> {
  return { PG_DATA: spec.storage?.size, PG_WAL: spec.walStorage?.size };
}
