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
 * The record of a database, in annotations of its object. Each contains JSON. A
 * database without a binding belongs to no entity yet.
 *
 * @public
 */
export const recordAnnotations = {
  /** The requested spec: a DatabaseSpec. */
  spec: 'pgstage.io/spec',
  /** {@link specHash} of the spec of the create request. */
  specHash: 'pgstage.io/spec-hash',
  binding: 'pgstage.io/binding',
  /** Who created it, and by which task; the time is that of the object. */
  created: 'pgstage.io/created',
  /** A CredentialReference, once the store has the entry. */
  credentials: 'pgstage.io/credentials',
  /** From which database and backup it was restored. */
  restored: 'pgstage.io/restored',
  /** Adopted, not created by pgstage. */
  adopted: 'pgstage.io/adopted',
  /** The record of init SQL, as the Job runner writes it. */
  initSql: 'pgstage.io/init-sql',
} as const;

/** Converts a spec to the current fields: older records contain further roles and databases as options of the provider. */
function withCurrentFields(spec: unknown): unknown {
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
  spec: z.preprocess(withCurrentFields, databaseSpecSchema),
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
/** The parsed annotations. @public */
export type DatabaseRecord = z.output<typeof recordSchema>;

/** {@link Database.recordVersion}: identifies the object and everything that rights depend on. @public */
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
 * Compares the record of an object that was just read with the one that rights
 * were checked on. The next write has its resourceVersion as a precondition.
 *
 * @throws RecordChangedError
 * @public
 */
export function checkRecordVersion(
  ref: string,
  { metadata: { uid = '', annotations } }: KubernetesObject,
  recordVersion: string | undefined,
): void {
  if (recordVersion === undefined) return;
  if (recordVersionOf(uid, recordOf(annotations)) !== recordVersion) {
    throw new RecordChangedError(ref);
  }
}

/** Returns the annotations of a record; absent parts have none. @public */
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

/** Returns annotations as lines of YAML, ready to copy. @public */
export function annotationLines(annotations: Record<string, string>): string {
  return Object.entries(annotations)
    .map(([key, value]) => `${key}: '${value.replace(/'/g, "''")}'`)
    .join('\n');
}

/** Parses each part separately, so that an invalid one does not hide the others. @public */
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
  return {
    spec: protectedIfUnreadable(annotations[recordAnnotations.spec]),
    ...record,
  };
}

/** Returns the spec for a text that cannot be parsed: protected, because it may have been. */
function protectedIfUnreadable(
  spec: string | undefined,
): DatabaseRecord['spec'] {
  return spec === undefined ? {} : { protected: true };
}

/** Returns a hash that does not depend on the order of keys. @public */
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
