import {
  bindingSchema,
  databaseSpecSchema,
  timestampSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import { RecordCodec } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';
import { TAG_BYTES, RECORD_TAGS } from './tags';

/**
 * The record of a database, in the tags of its instance. Any principal with
 * `rds:AddTagsToResource` can write tags, so the record is signed for its
 * instance. A record without a valid signature is ignored.
 */
export const databaseRecordSchema = z.object({
  /** Version of this format. */
  pgstage: z.literal(1),
  spec: databaseSpecSchema,
  binding: bindingSchema,
  created: z.object({
    at: timestampSchema,
    by: z.string(),
    taskId: z.string().optional(),
  }),
  /** Time at which it was written; absent in records of earlier versions. */
  written: timestampSchema.optional(),
  /** The database was adopted: pgstage did not create it. */
  adopted: z.boolean().optional(),
  /** Present: it was restored. */
  restored: z
    .object({
      /** Ref of the source. */
      from: z.string(),
      /** Resource id of the source, because names are reused. */
      resourceId: z.string(),
      /** Snapshot and time of the request. */
      backup: z.string().optional(),
      targetTime: timestampSchema.optional(),
      /** A restore takes no password and only some settings: the others must still be set, see `completeRecord`. */
      incomplete: z.boolean().optional(),
    })
    .optional(),
  /** Signed before the instance existed, see {@link pendingIdentityOf}. */
  pending: z.boolean().optional(),
});

/** @see {@link databaseRecordSchema} */
export type DatabaseRecord = z.infer<typeof databaseRecordSchema>;

/** Returns the codec of records in tags. */
export const recordCodec = (signer: RecordSigner) =>
  new RecordCodec<DatabaseRecord>(
    {
      parse: value => databaseRecordSchema.safeParse(value).data,
      limits: { bytes: TAG_BYTES, values: RECORD_TAGS, anyText: false },
    },
    signer,
  );

/** Returns the identity of an instance for signatures. Its resource id is never reused, and does not change when it is renamed. */
export function identityOf(location: string, resourceId: string): string {
  return `aws-rds:${location}:${resourceId}`;
}

/**
 * Returns the identity for the signature of a record in the request to create the
 * instance, which has no resource id yet. The record is replaced after the instance
 * exists. Until then it is valid for a day, if the instance was created soon after it.
 */
export function pendingIdentityOf(location: string, name: string): string {
  return `aws-rds:pending:${location}/${name}`;
}
