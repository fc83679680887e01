import { z } from 'zod';

/** What can be done to a database that exists. @public */
export const databaseOperationSchema = z.enum([
  'bind',
  'change',
  'remove',
  'rotate-password',
  'backup',
  'restore',
  'restart',
  'switchover',
  'hibernate',
  'fence',
  'remove-member',
  'reveal-credentials',
]);
/** @public */
export type DatabaseOperation = z.infer<typeof databaseOperationSchema>;

/**
 * Whether something is offered; where not, why, and who or what can do it
 * instead. Shown greyed with the reason rather than hidden. Where it is
 * offered, the reason tells what to know before.
 *
 * @public
 */
export const supportSchema = z.object({
  supported: z.boolean(),
  reason: z.string().optional(),
});
/** @public */
export type Support = z.infer<typeof supportSchema>;

/** Support of every operation. @public */
export const operationsSchema = z.record(
  databaseOperationSchema,
  supportSchema,
);
/** @public */
export type Operations = z.infer<typeof operationsSchema>;

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
