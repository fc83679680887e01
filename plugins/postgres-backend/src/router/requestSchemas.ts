import {
  listDatabasesSchema,
  removeDatabaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** A flag in a query: only `true` or `false`, so that `?force=no` is not read as yes. */
const flag = z.stringbool({
  truthy: ['true'],
  falsy: ['false'],
  case: 'sensitive',
  error: "must be 'true' or 'false'",
});

/** An optional field of the client's request, in the form of a query parameter. */
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
  after: z.string().optional().describe('Current revision of the caller'),
  waitSeconds: z.coerce
    .number()
    .min(0, { message: 'must be at least 0' })
    .max(60, { message: 'must be at most 60' })
    .optional()
    .describe('Maximum time to wait'),
});

/** Query of `POST /databases`. */
export const createQuerySchema = z.strictObject({
  dryRun: flag.optional().describe('Check everything, write nothing'),
});

/** Query of `DELETE /databases/:ref`. */
export const removeQuerySchema = removeDatabaseSchema.extend({
  force: inQuery(removeDatabaseSchema.shape.force, flag),
});

const text = z.string().optional().catch(undefined);

/** The fields of an unvalidated request that an audit event may contain. */
export const createSubjectSchema = z
  .object({ provider: text, location: text, name: text, entityRef: text })
  .catch({});

/** The same for a request that confirms several bindings. */
export const confirmSubjectSchema = z
  .object({ items: z.array(z.object({ ref: z.string() })).max(50) })
  .transform(({ items }) => ({ refs: items.map(({ ref }) => ref) }))
  .catch({ refs: [] });

const switched = z.boolean().optional().catch(undefined);

/** The same for a request of an operation. */
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
