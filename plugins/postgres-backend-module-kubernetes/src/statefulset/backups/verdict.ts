import { z } from 'zod';

/** Time of the name of a folder, as RFC 3339. */
const folderTime = z
  .string()
  .regex(/^\d{8}T\d{6}Z$/)
  .transform(time =>
    time.replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    ),
  );

/** Program output as base64: it can contain anything. */
const encodedText = z
  .string()
  .transform(text => Buffer.from(text, 'base64').toString());

const size = z.number().int().nonnegative();

/** What a run of the backup script reports, in its termination message of at most 4 KiB. */
export const backupVerdict = z.object({
  /** What it did last: `start`, `lock`, `connect`, `retain`, `dump`, `verify`, `write` or `done`. */
  stage: z.string(),
  exitCode: z.number(),
  /** The end of what its programs wrote. */
  said: encodedText,
  /** Whether the volume was full. */
  full: z.boolean(),
  /** Bytes of the volume. */
  free: size,
  size,
  /** All finished and verified backups of the volume, newest first. */
  backups: z.array(
    z
      .tuple([z.string(), folderTime, size, size])
      .transform(([id, startedAt, seconds, bytes]) => ({
        id,
        startedAt,
        seconds,
        bytes,
      })),
  ),
});
export type BackupVerdict = z.output<typeof backupVerdict>;

/** What a run of the restore script reports. */
export const restoreVerdict = z.object({
  /** What it did last: `start`, `lock`, `find`, `verify`, `connect`, `empty`, `restore` or `done`. */
  stage: z.string(),
  exitCode: z.number(),
  /** The end of what its programs wrote, as base64: it is stored as it is. */
  said: z.string(),
});
export type RestoreVerdict = z.output<typeof restoreVerdict>;
