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

/** Returns an optional query parameter with the description of a field of the client's request. */
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
  after: z
    .string()
    .optional()
    .describe('Revision that the caller has: wait until there is another'),
  waitSeconds: z.coerce
    .number()
    .min(0, { message: 'must be at least 0' })
    .max(60, { message: 'must be at most 60' })
    .optional()
    .describe('Maximum time to wait, in seconds; 30 by default'),
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

/** The fields of an unvalidated create request that the audit event contains; invalid ones are omitted. */
export const createSubjectSchema = z
  .object({ provider: text, location: text, name: text, entityRef: text })
  .catch({});

/** The same for a request that confirms bindings: the refs of its databases, none if one of them is invalid. */
export const confirmSubjectSchema = z
  .object({ items: z.array(z.object({ ref: z.string() })).max(50) })
  .transform(({ items }) => ({ refs: items.map(({ ref }) => ref) }))
  .catch({ refs: [] });

const switched = z.boolean().optional().catch(undefined);

/** The same for a request of an operation in the table. */
export const operationSubjectSchema = z
  .object({
    instance: text,
    instances: z.array(z.string()).optional().catch(undefined),
    reload: switched,
    previous: switched,
    wake: switched,
    lift: switched,
    overlapMinutes: z.number().optional().catch(undefined),
    name: text,
    entityRef: text,
    backup: text,
    targetTime: text,
  })
  .catch({});
