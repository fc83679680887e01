import {
  listDatabasesSchema,
  removeDatabaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** A flag in a query: `true` or `false`, nothing else, so that `?force=no` is never yes. */
const flag = z.stringbool({
  truthy: ['true'],
  falsy: ['false'],
  case: 'sensitive',
  error: "must be 'true' or 'false'",
});

/** An optional field of the client's request, as it comes in a query. */
function inQuery<T extends z.ZodType>(field: z.ZodType, read: T) {
  return read.optional().describe(field.description ?? '');
}

const { shape: list } = listDatabasesSchema;

/** Query of `GET /databases`. */
export const listQuerySchema = listDatabasesSchema.extend({
  unbound: inQuery(list.unbound, flag),
  dangling: inQuery(list.dangling, flag),
  limit: inQuery(list.limit, z.coerce.number().pipe(list.limit.unwrap())),
});

/** Query of `GET /databases/:ref`. */
export const waitQuerySchema = z.strictObject({
  after: z.string().optional().describe('Revision that the caller has'),
  waitSeconds: z.coerce
    .number()
    .min(0, { message: 'must be at least 0' })
    .max(60, { message: 'must be at most 60' })
    .optional()
    .describe('How long to wait at most'),
});

/** Query of `POST /databases`. */
export const createQuerySchema = z.strictObject({
  dryRun: flag.optional().describe('Check everything and write nothing'),
});

/** Query of `DELETE /databases/:ref`. */
export const removeQuerySchema = removeDatabaseSchema.extend({
  force: inQuery(removeDatabaseSchema.shape.force, flag),
});

const text = z.string().optional().catch(undefined);

/** What an audit event may tell of a request that is not checked yet. */
export const createSubjectSchema = z
  .object({ provider: text, location: text, name: text, entityRef: text })
  .catch({});

/** The same of a request to confirm many: which. */
export const confirmSubjectSchema = z
  .object({ items: z.array(z.object({ ref: z.string() })).max(50) })
  .transform(({ items }) => ({ refs: items.map(({ ref }) => ref) }))
  .catch({ refs: [] });

const switched = z.boolean().optional().catch(undefined);

/** The same of a request for an operation: which instance, which copy, which way. */
export const operationSubjectSchema = z
  .object({
    instance: text,
    instances: z.array(z.string()).optional().catch(undefined),
    reload: switched,
    wake: switched,
    lift: switched,
    name: text,
    entityRef: text,
    backup: text,
    targetTime: text,
  })
  .catch({});
