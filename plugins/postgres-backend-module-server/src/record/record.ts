import { InputError } from '@backstage/errors';
import {
  bindingSchema,
  databaseSpecSchema,
  timestampSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  RecordSignature,
  RecordSigner,
} from '@pgstage/backstage-plugin-postgres-node';
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

const signatureSchema = z.object({ key: z.string(), mac: z.string() });

/** What a comment says, before anybody has checked its signature. */
export interface ReadRecord {
  record: DatabaseRecord;
  /** Text that was signed. */
  payload: string;
  signature?: RecordSignature;
}

/** Reads a comment; `undefined` where it is someone else's text. */
export function parseRecord(
  comment: string | null | undefined,
): ReadRecord | undefined {
  if (!comment?.startsWith('{') || Buffer.byteLength(comment) > MAX_BYTES)
    return undefined;
  try {
    const { signature, ...rest } = JSON.parse(comment);
    const record = databaseRecordSchema.safeParse(rest).data;
    return (
      record && {
        record,
        payload: JSON.stringify(rest),
        signature: signatureSchema.safeParse(signature).data,
      }
    );
  } catch {
    return undefined;
  }
}

/**
 * Writes a record as the text of a comment, signed for the object that
 * `identity` names, see {@link identityOf}.
 *
 * @throws InputError where it is larger than what would be read back.
 */
export async function formatRecord(
  record: DatabaseRecord,
  signer: RecordSigner,
  identity: string,
): Promise<string> {
  const checked = databaseRecordSchema.parse(record);
  const signature = await signer.sign(identity, JSON.stringify(checked));
  const text = JSON.stringify({ ...checked, signature });
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new InputError(
      `The record of database '${record.database}' exceeds ${MAX_BYTES} bytes: bind it to fewer entities, or shorten its comment`,
    );
  }
  return text;
}

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
