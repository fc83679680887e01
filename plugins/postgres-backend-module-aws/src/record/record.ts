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
 * What pgstage knows of a database, in the tags of its instance. Whoever has
 * `rds:AddTagsToResource` can write tags, so a record is signed for the
 * instance that it is on, and one without our signature is not believed.
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
  /** Bound, not created here. */
  adopted: z.boolean().optional(),
  /** Signed before the instance existed, see {@link pendingIdentityOf}. */
  pending: z.boolean().optional(),
});

/** @see {@link databaseRecordSchema} */
export type DatabaseRecord = z.infer<typeof databaseRecordSchema>;

/** Records as the values of tags. */
export const recordCodec = (signer: RecordSigner) =>
  new RecordCodec<DatabaseRecord>(
    {
      parse: value => databaseRecordSchema.safeParse(value).data,
      limits: { bytes: TAG_BYTES, values: RECORD_TAGS, anyText: false },
    },
    signer,
  );

/** Identity of an instance for signatures: its resource id is never reused, and stays when it is renamed. */
export function identityOf(location: string, resourceId: string): string {
  return `aws-rds:${location}:${resourceId}`;
}

/**
 * Identity for the signature of a record that is part of the request to create
 * the instance, which has no resource id yet. Such a record is replaced as soon
 * as the instance exists, and believed only if the instance was created when
 * the record was.
 */
export function pendingIdentityOf(location: string, name: string): string {
  return `aws-rds:pending:${location}/${name}`;
}
