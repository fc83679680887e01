import {
  listDatabasesSchema,
  removeDatabaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** A flag in a query: `true` or `false`, nothing else, so that `?force=no` is never yes. */
const flag = z
  .enum(['true', 'false'], { message: "must be 'true' or 'false'" })
  .transform(text => text === 'true')
  .optional();

/** Query of `GET /databases`. */
export const listQuerySchema = listDatabasesSchema.extend({
  unbound: flag,
  dangling: flag,
  limit: z.coerce
    .number()
    .pipe(listDatabasesSchema.shape.limit.unwrap())
    .optional(),
});

/** Query of `GET /databases/:ref`. */
export const waitQuerySchema = z.strictObject({
  after: z.string().optional(),
  waitSeconds: z.coerce
    .number()
    .min(0, { message: 'must be at least 0' })
    .max(60, { message: 'must be at most 60' })
    .optional(),
});

/** Query of `POST /databases`. */
export const createQuerySchema = z.strictObject({ dryRun: flag });

/** Query of `DELETE /databases/:ref`. */
export const removeQuerySchema = removeDatabaseSchema.extend({ force: flag });

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

/** The same of a request for an operation: which member, which copy, which way. */
export const operationSubjectSchema = z
  .object({
    member: text,
    members: z.array(z.string()).optional().catch(undefined),
    reload: switched,
    wake: switched,
    lift: switched,
    name: text,
    entityRef: text,
    backup: text,
    targetTime: text,
  })
  .catch({});
