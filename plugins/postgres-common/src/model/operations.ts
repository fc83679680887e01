import { z } from 'zod';
import { messageSchema } from '../messages';
import { databaseOperations, type DatabaseOperation } from '../operations';

/** Ids of the operations on an existing database. @public */
export const databaseOperationSchema = z.enum(
  Object.keys(databaseOperations) as DatabaseOperation[],
);

/** A precondition, and whether it is met. @public */
export const needSchema = z.object({ what: messageSchema, met: z.boolean() });
/** @public */
export type Need = z.infer<typeof needSchema>;

/**
 * Whether an operation is supported. If not, the reason also contains the
 * alternative; the menu shows it as disabled, with the reason.
 *
 * @public
 */
export const supportSchema = z.discriminatedUnion('supported', [
  z.object({
    supported: z.literal(true),
    /** Note about the operation. */
    reason: messageSchema.optional(),
    /** What blocks the operation now; try again later. */
    obstacle: messageSchema.optional(),
    /** Preconditions; for `upgrade`, those of an upgrade to another major version. */
    needs: z.array(needSchema).optional(),
  }),
  z.object({ supported: z.literal(false), reason: messageSchema }),
]);
/** @public */
export type Support = z.infer<typeof supportSchema>;

/** Support of each operation. @public */
export const operationsSchema = z.record(
  databaseOperationSchema,
  supportSchema,
);
/** @public */
export type Operations = z.infer<typeof operationsSchema>;

/** Operations that a provider lists; it does not offer the others. @public */
export const offeredOperationsSchema = z.partialRecord(
  databaseOperationSchema,
  supportSchema,
);
/** @public */
export type OfferedOperations = z.infer<typeof offeredOperationsSchema>;

/** Parts of `change` with menu entries of their own. @public */
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

/** Parts of `change` that a provider lists. @public */
export const offeredChangesSchema = z.partialRecord(
  databaseChangeSchema,
  supportSchema,
);
/** @public */
export type OfferedChanges = z.infer<typeof offeredChangesSchema>;

/** Whether the caller has a permission; if not, the reason. @public */
export const permitSchema = z.object({
  allowed: z.boolean(),
  /** Name of the permission. */
  permission: z.string(),
  reason: messageSchema.optional(),
  /** Entity refs of users and groups who have it; absent: unknown. */
  ask: z.array(z.string()).optional(),
});
/** @public */
export type Permit = z.infer<typeof permitSchema>;
