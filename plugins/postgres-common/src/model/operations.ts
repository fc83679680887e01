import { z } from 'zod';
import { databaseOperations, type DatabaseOperation } from '../operations';

/** What can be done to a database that exists: the ids of the table of operations. @public */
export const databaseOperationSchema = z.enum(
  Object.keys(databaseOperations) as DatabaseOperation[],
);

/** What must be so before something can be done, and whether it is. @public */
export const needSchema = z.object({ text: z.string(), met: z.boolean() });
/** @public */
export type Need = z.infer<typeof needSchema>;

/**
 * Whether something is offered; where not, why, and who or what can do it
 * instead. Shown greyed with the reason rather than hidden.
 *
 * @public
 */
export const supportSchema = z.discriminatedUnion('supported', [
  z.object({
    supported: z.literal(true),
    /** What to know before. */
    reason: z.string().optional(),
    /** What stands against it just now: whoever asks should wait until it has passed. */
    obstacle: z.string().optional(),
    /** What must be so before; for `upgrade`: what an upgrade to another major version needs. */
    needs: z.array(needSchema).optional(),
  }),
  z.object({ supported: z.literal(false), reason: z.string() }),
]);
/** @public */
export type Support = z.infer<typeof supportSchema>;

/** Support of every operation. @public */
export const operationsSchema = z.record(
  databaseOperationSchema,
  supportSchema,
);
/** @public */
export type Operations = z.infer<typeof operationsSchema>;

/** What a provider says of operations; one that is absent it does not offer. @public */
export const offeredOperationsSchema = z.partialRecord(
  databaseOperationSchema,
  supportSchema,
);
/** @public */
export type OfferedOperations = z.infer<typeof offeredOperationsSchema>;

/** Parts of `change` that people look for by names of their own. @public */
export const databaseChangeSchema = z.enum([
  'scale',
  'storage',
  'upgrade',
  'connection-limit',
  'roles',
  'databases',
  'extensions',
  'protection',
]);
/** @public */
export type DatabaseChange = z.infer<typeof databaseChangeSchema>;

/** What a provider says of parts of `change`. @public */
export const offeredChangesSchema = z.partialRecord(
  databaseChangeSchema,
  supportSchema,
);
/** @public */
export type OfferedChanges = z.infer<typeof offeredChangesSchema>;

/** Whether the person who asks may do something, and what is missing. @public */
export const permitSchema = z.object({
  allowed: z.boolean(),
  /** Name of the permission that decides. */
  permission: z.string(),
  reason: z.string().optional(),
  /** Entity refs of those who have it instead; absent: not known. */
  ask: z.array(z.string()).optional(),
});
/** @public */
export type Permit = z.infer<typeof permitSchema>;
