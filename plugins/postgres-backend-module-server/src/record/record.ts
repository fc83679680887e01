import { InputError } from '@backstage/errors';
import {
  bindingSchema,
  databaseSpecSchema,
  timestampSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** Far above any real record; a comment beyond it is not read as one. */
const MAX_BYTES = 32 * 1024;

/**
 * What pgstage knows of a database, written on the server itself.
 *
 * Of a database that was made here it lies in the comment on its owner role,
 * which nobody but administrators can write: the role could rewrite a comment
 * on its own database and so point pgstage at another login. The comment on
 * the database is a copy for those who read it there. An adopted database has
 * the comment on the database alone, and no credentials of ours.
 */
export const databaseRecordSchema = z.object({
  /** Version of this format. */
  pgstage: z.literal(1),
  /** Name of the database. */
  database: z.string(),
  spec: databaseSpecSchema,
  binding: bindingSchema,
  created: z.object({
    at: timestampSchema,
    by: z.string(),
    taskId: z.string().optional(),
  }),
  /** Taken over, not made here: owner role, password and data are others'. */
  adopted: z.boolean().optional(),
  /** The comment that an adopted database had before. */
  comment: z.string().optional(),
  /**
   * Absent: no password was set yet. `pending`: a verifier may be on the server
   * whose password is not in the store; the next create, rotation or reconcile
   * puts that right.
   */
  credentials: z
    .object({
      store: z.string(),
      state: z.enum(['pending', 'stored']),
      at: timestampSchema,
    })
    .optional(),
  /** The removal has begun. Only read where the database is gone: then the role follows. */
  removing: z.boolean().optional(),
});

/** @see {@link databaseRecordSchema} */
export type DatabaseRecord = z.infer<typeof databaseRecordSchema>;

/** Reads a comment; `undefined` where it is someone else's text. */
export function parseRecord(
  comment: string | null | undefined,
): DatabaseRecord | undefined {
  if (!comment?.startsWith('{') || Buffer.byteLength(comment) > MAX_BYTES)
    return undefined;
  try {
    return databaseRecordSchema.safeParse(JSON.parse(comment)).data;
  } catch {
    return undefined;
  }
}

/**
 * Writes a record as the text of a comment.
 *
 * @throws InputError where it is larger than what would be read back.
 */
export function formatRecord(record: DatabaseRecord): string {
  const text = JSON.stringify(databaseRecordSchema.parse(record));
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new InputError(
      `The record of database '${record.database}' exceeds ${MAX_BYTES} bytes: bind it to fewer entities, or shorten its comment`,
    );
  }
  return text;
}
