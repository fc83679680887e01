import { z } from 'zod';
import type { BackupVerdict } from './verdict';

/** What is in the volume of backups, as the last run that ended has reported. */
const catalogueSchema = z.object({
  /** When that run ended. */
  at: z.iso.datetime(),
  /** Whether the volume was full, with its size and free space in bytes. */
  full: z.boolean(),
  free: z.number(),
  size: z.number(),
  /** Finished and verified, newest first. */
  backups: z.array(
    z.object({
      id: z.string(),
      startedAt: z.iso.datetime(),
      seconds: z.number(),
      bytes: z.number(),
    }),
  ),
});
export type Catalogue = z.output<typeof catalogueSchema>;

/** Returns what a run has reported. */
export const catalogueOf = (
  at: string,
  { full, free, size, backups }: BackupVerdict,
): Catalogue => ({ at, full, free, size, backups });

/** Returns the catalogue of an annotation; undefined if it cannot be read. */
export function parseCatalogue(
  text: string | undefined,
): Catalogue | undefined {
  try {
    return catalogueSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
