import { z } from 'zod';
import { createDatabaseSchema } from './requests';

/** Limit and usage of a resource by an owner. @public */
export const quotaSchema = z.object({
  /** `storage`: bytes of all volumes of all instances. */
  resource: z.enum(['databases', 'instances', 'storage']),
  used: z.number(),
  limit: z.number(),
});
/** @public */
export type Quota = z.infer<typeof quotaSchema>;

/** The quotas of an owner; empty if nothing is limited. @public */
export const ownerQuotasSchema = z.object({
  /** Entity ref of the group or user; absent if the entity has no owner. */
  owner: z.string().optional(),
  quotas: z.array(quotaSchema),
});
/** @public */
export type OwnerQuotas = z.infer<typeof ownerQuotasSchema>;

/** Query for the quotas of the owner of a new database of an entity. @public */
export const quotaQuerySchema = z.strictObject({
  entityRef: createDatabaseSchema.shape.entityRef,
});
/** @public */
export type QuotaQuery = z.infer<typeof quotaQuerySchema>;

/** Returns an amount as text: `3 databases`, `20 Gi of storage`. @public */
export function quotaAmount(
  resource: Quota['resource'],
  amount: number,
): string {
  if (resource === 'storage')
    return `${Math.round((amount / 2 ** 30) * 10) / 10} Gi of storage`;
  return `${amount} ${amount === 1 ? resource.slice(0, -1) : resource}`;
}
