import {
  bindingSchema,
  databaseSpecSchema,
  timestampSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { RecordCodec } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';

/** Far above the size of any record; larger comments are not parsed. */
const MAX_BYTES = 32 * 1024;

/**
 * The record of a database, stored on the server itself.
 *
 * For a database that pgstage created, it is the comment on its role; the
 * comment on the database is a copy. For an adopted database it is only the
 * comment on the database, and pgstage manages no credentials.
 *
 * The owner of a database can write its comment, and a role with CREATEROLE the
 * comments of other roles. Therefore a record is signed for the object on which
 * it is stored, and a record without a valid signature grants no rights.
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
  /** Whether the database was adopted: pgstage does not manage its owner role and password. */
  adopted: z.boolean().optional(),
  /** The previous comment of an adopted database. */
  comment: z.string().optional(),
  /**
   * Absent until a password is set. `pending`: the password on the server may
   * not be in the store; the next create, rotation or reconcile completes it.
   */
  credentials: z
    .object({
      store: z.string(),
      state: z.enum(['pending', 'stored']),
      at: timestampSchema,
      /** The login that the password belongs to; absent: the role itself. */
      login: z.literal('second').optional(),
    })
    .optional(),
  /**
   * A second login, which is a member of the role. Rotations with an overlap use
   * the two in turn. Identified by its oid, because a name can be reused.
   */
  secondLogin: z.object({ oid: z.number().int() }).optional(),
  /** The other login than that of `credentials` still works. */
  overlap: z
    .object({
      minutes: z.number().int(),
      /** When the other login is ended; absent until the new one is in the store. */
      until: timestampSchema.optional(),
    })
    .optional(),
  /**
   * When the creation was completed. Afterwards the database is identified by its
   * oid and created again only on request. Without `oid`, its identity is
   * unknown.
   */
  finished: z
    .object({ at: timestampSchema, oid: z.number().int().optional() })
    .optional(),
  /**
   * The dump that the database is created from. Until `finishedAt`, the database
   * is incomplete.
   */
  restore: z
    .object({
      /** Ref of the database that was dumped. */
      source: z.string(),
      /** Id of the dump. */
      backup: z.string(),
      /** When the last attempt began: the database may contain a part of the dump. */
      startedAt: timestampSchema.optional(),
      /** Since when no host that tried has the dump; absent after an attempt has begun. */
      dumpMissingSince: timestampSchema.optional(),
      /** When the last attempt failed. It is repeated only on request. */
      failedAt: timestampSchema.optional(),
      finishedAt: timestampSchema.optional(),
    })
    .optional(),
  /** The removal has started. Only evaluated if the database no longer exists: then the role is removed. */
  removing: z.enum(['plain', 'forced']).optional(),
});

/** @see {@link databaseRecordSchema} */
export type DatabaseRecord = z.infer<typeof databaseRecordSchema>;

/** Returns whether a database is still to be filled from a dump. */
export function isRestoring({
  restore,
}: Pick<DatabaseRecord, 'restore'>): boolean {
  return restore !== undefined && restore.finishedAt === undefined;
}

/** Encodes records as comments, signed for the object of {@link identityOf}. */
export const recordCodec = (signer: RecordSigner) =>
  new RecordCodec<DatabaseRecord>(
    {
      parse: value => databaseRecordSchema.safeParse(value).data,
      limits: { bytes: MAX_BYTES, anyText: true },
    },
    signer,
  );

/**
 * Returns the permanent identity of a role or a database. A restored dump or a
 * copy by SQL has another identity; a copy of the data directory has the same.
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
