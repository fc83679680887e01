import { createHash } from 'node:crypto';
import {
  bindingSchema,
  credentialReferenceSchema,
  databaseSpecSchema,
  RecordChangedError,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import type { KubernetesObject } from '../cluster';
import { jobRecordSchema } from '../jobs';

/**
 * What pgstage knows of a database, in annotations of the object that it is. Each
 * holds JSON. One without a binding belongs to no entity yet.
 *
 * @public
 */
export const recordAnnotations = {
  /** What was asked for: a DatabaseSpec. */
  spec: 'pgstage.io/spec',
  /** {@link specHash} of the spec that was asked for at first. */
  specHash: 'pgstage.io/spec-hash',
  binding: 'pgstage.io/binding',
  /** By whom and by which task; the time is the object's own. */
  created: 'pgstage.io/created',
  /** A CredentialReference, once the store holds the entry. */
  credentials: 'pgstage.io/credentials',
  /** From which database and backup it was restored. */
  restored: 'pgstage.io/restored',
  /** Taken over, not made here. */
  adopted: 'pgstage.io/adopted',
  /** Whether init SQL has run, as the Job runner writes it. */
  initSql: 'pgstage.io/init-sql',
} as const;

/** Further roles and databases were options of the provider once, and are still in records of then. */
function withFieldsOfNow(spec: unknown): unknown {
  const { roles, databases, ...options } = Object(Object(spec).options);
  if (!roles && !databases) return spec;
  return {
    ...(roles && { roles }),
    ...(databases && { databases }),
    ...Object(spec),
    options,
  };
}

const recordSchema = z.object({
  spec: z.preprocess(withFieldsOfNow, databaseSpecSchema),
  specHash: z.string().optional(),
  binding: bindingSchema.optional(),
  created: z
    .object({ by: z.string(), taskId: z.string().optional() })
    .optional(),
  credentials: credentialReferenceSchema.optional(),
  restored: z
    .object({
      from: z.string(),
      backup: z.string().optional(),
      targetTime: z.string().optional(),
    })
    .optional(),
  adopted: z.boolean().optional(),
  initSql: jobRecordSchema.optional(),
});
/** What the annotations say. @public */
export type DatabaseRecord = z.output<typeof recordSchema>;

/** {@link Database.recordVersion}: the object itself, and what rights are judged on. @public */
export function recordVersionOf(
  uid: string,
  { binding, spec, adopted = false }: DatabaseRecord,
): string {
  return specHash({
    uid,
    binding,
    protected: spec.protected ?? false,
    adopted,
  });
}

/**
 * Compares an object that was just read with the one that rights were judged
 * on. What is written next has its resourceVersion as a precondition.
 *
 * @throws RecordChangedError
 * @public
 */
export function checkRecordVersion(
  ref: string,
  { metadata: { uid = '', annotations } }: KubernetesObject,
  judged: string | undefined,
): void {
  if (judged === undefined) return;
  if (recordVersionOf(uid, recordOf(annotations)) !== judged) {
    throw new RecordChangedError(ref);
  }
}

/** Annotations that hold the record; parts that are absent have none. @public */
export function recordToAnnotations(
  record: Partial<DatabaseRecord>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== undefined)
      .map(([part, value]) => [
        recordAnnotations[part as keyof DatabaseRecord],
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
  );
}

/** Annotations as lines of YAML, ready to copy. @public */
export function annotationLines(annotations: Record<string, string>): string {
  return Object.entries(annotations)
    .map(([key, value]) => `${key}: '${value.replace(/'/g, "''")}'`)
    .join('\n');
}

/** Reads each part alone, so that one that was spoilt by hand hides no other. @public */
export function recordOf(
  annotations: Record<string, string> = {},
): DatabaseRecord {
  const parts = Object.entries(recordSchema.shape).map(([part, schema]) => {
    const text = annotations[recordAnnotations[part as keyof DatabaseRecord]];
    return [
      part,
      schema.safeParse(part === 'specHash' ? text : json(text)).data,
    ];
  });
  const record = Object.fromEntries(
    parts.filter(([, value]) => value !== undefined),
  );
  return { spec: unread(annotations[recordAnnotations.spec]), ...record };
}

/** What is asked for by a text that cannot be read: nobody knows that it was not protected. */
function unread(spec: string | undefined): DatabaseRecord['spec'] {
  return spec === undefined ? {} : { protected: true };
}

/** The same for the same request, whatever the order of its keys. @public */
export function specHash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex')
    .slice(0, 32);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function json(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
