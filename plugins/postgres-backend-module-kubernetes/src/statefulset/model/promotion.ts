import {
  jobRecordSchema,
  type JobRecord,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';
import { labels, PROMOTION, PROMOTION_JOB } from './names';

type Of = Pick<KubernetesObject, 'metadata'>;

const schema = z.object({
  id: z.string(),
  /** The primary when it was requested. */
  from: z.string(),
  /** The standby to promote; the same as `from`: an earlier request was cancelled, and the primary returns. */
  to: z.string(),
  at: z.iso.datetime(),
  /** An earlier request may have promoted the same standby. */
  unsure: z.boolean().optional(),
  /** Uid of the volume claim of `from`, which is replaced once the other one is the primary. */
  claim: z.string().optional(),
});

/** The last request to promote a standby. It stays after its end. */
export type Promotion = z.output<typeof schema>;

function parsed<T>(
  { metadata }: Of,
  key: string,
  of: z.ZodType<T>,
): T | undefined {
  try {
    return of.safeParse(JSON.parse(metadata.annotations?.[key] ?? '')).data;
  } catch {
    return undefined;
  }
}

/** Returns the last promotion of a Service. */
export const promotionOf = (service: Of): Promotion | undefined =>
  parsed(service, PROMOTION, schema);

/** Returns the record of its Job, if one was requested for it. */
export function promotionJobOf(service: Of): JobRecord | undefined {
  const record = parsed(service, PROMOTION_JOB, jobRecordSchema);
  return record?.id === promotionOf(service)?.id ? record : undefined;
}

/** Returns the name of the instance that a read-write Service selects: the primary. */
export function primaryOf({ spec }: KubernetesObject): string | undefined {
  const { selector } = Object(spec) as { selector?: Record<string, string> };
  return selector?.[labels.instance];
}

/** Whether an instance is the old primary of a promotion that has not replaced it yet. */
export const isOldPrimary = (
  promotion: Promotion | undefined,
  set: { name: string; replacedBy?: string },
): promotion is Promotion =>
  promotion !== undefined &&
  promotion.to !== promotion.from &&
  promotion.from === set.name &&
  promotion.id !== set.replacedBy;
