import {
  bindingSchema,
  databaseSpecSchema,
  timestampSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { RecordCodec } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';

/** Far above any real record; a comment beyond it is not read as one. */
const MAX_BYTES = 32 * 1024;

/**
 * What pgstage knows of a database, written on the server itself.
 *
 * Of a database that was made here it lies in the comment on its role, and the
 * comment on the database is a copy for those who read it there. An adopted
 * database has the comment on the database alone, and no credentials of ours.
 *
 * The owner of a database can write its comment, and whoever may create roles
 * that of a role. So a record is signed for the object that it lies on, and
 * one without our signature is not believed.
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
  /**
   * The database was complete once: it is never made again unless somebody asks
   * for it, and no other of its name is taken for it. Without `oid`: which one
   * it was is not known.
   */
  finished: z
    .object({ at: timestampSchema, oid: z.number().int().optional() })
    .optional(),
  /** The removal has begun. Only read where the database is gone: then the role follows. */
  removing: z.enum(['plain', 'forced']).optional(),
});

/** @see {@link databaseRecordSchema} */
export type DatabaseRecord = z.infer<typeof databaseRecordSchema>;

/** Records as the text of comments, signed for the object that {@link identityOf} names. */
export const recordCodec = (signer: RecordSigner) =>
  new RecordCodec<DatabaseRecord>(
    {
      parse: value => databaseRecordSchema.safeParse(value).data,
      limits: { bytes: MAX_BYTES, anyText: true },
    },
    signer,
  );

/**
 * Names a role or a database for ever. A dump or a copy made by SQL has
 * another; a copy of the server's files is the same database.
 *
 * @param system - system identifier of the server
 */
export function identityOf(
  system: string,
  kind: 'role' | 'database',
  oid: number,
): string {
  return `postgresql:${system}:${kind}:${oid}`;
}
