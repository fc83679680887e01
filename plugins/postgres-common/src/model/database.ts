import { z } from 'zod';
import { claimSchema } from './evidence';
import { offeredChangesSchema, offeredOperationsSchema } from './operations';
import { recoveryWindowSchema } from './recoveryWindow';
import { databaseSpecSchema } from './spec';
import {
  attentionSchema,
  statusSchema,
  stepSchema,
  timestampSchema,
} from './status';

/** The modes of libpq. @public */
export const sslModeSchema = z.enum([
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
]);
/** @public */
export type SslMode = z.infer<typeof sslModeSchema>;

/** Host and port that clients use. @public */
export const endpointSchema = z.object({
  purpose: z.enum(['read-write', 'read-only', 'pooler']),
  host: z.string(),
  port: z.number().int(),
  sslMode: sslModeSchema,
});
/** @public */
export type Endpoint = z.infer<typeof endpointSchema>;

/**
 * Which entities a database belongs to and who owns it. Written on the
 * database itself by the provider.
 *
 * @public
 */
export const bindingSchema = z.object({
  /** Entity ref of the Resource that stands for the database in the catalog. */
  resourceRef: z.string(),
  /** Entity refs of the components (or other entities) that use it. */
  entityRefs: z.array(z.string()),
  /** Entity ref of the group or user that answers for it. */
  owner: z.string(),
  /**
   * `metadata.uid` of each entity when it was bound, by its ref. An entity
   * whose uid is another, or is missing here, gives no rights until it is
   * confirmed: a name is no identity.
   */
  entityUids: z.record(z.string(), z.string()).optional(),
});
/** @public */
export type Binding = z.infer<typeof bindingSchema>;

/**
 * Where the credentials lie. Names only: a password is never part of it.
 *
 * @public
 */
export const credentialReferenceSchema = z.object({
  /** Id of the credential store, for example `file` or `kubernetes`. */
  store: z.string(),
  /** Name under which the store keeps user and password. */
  secretRef: z.string(),
  /** Name under which it keeps host, port, database and sslmode. */
  configMapRef: z.string().optional(),
  /** Path of a password file of libpq (`PGPASSFILE`) that holds it, on the store's machine. */
  passwordFile: z.string().optional(),
  /** How a person uses it, one line, for example `psql service=orders-db`. */
  usage: z.string().optional(),
});
/** @public */
export type CredentialReference = z.infer<typeof credentialReferenceSchema>;

/**
 * Numbers for a glance, from memory. Absent means unknown, never zero.
 *
 * @public
 */
export const databaseSummarySchema = z.object({
  instances: z.object({ total: z.number(), working: z.number() }).optional(),
  worstLag: z
    .object({ bytes: z.number().optional(), seconds: z.number().optional() })
    .optional(),
  sizeBytes: z.number().optional(),
  storageBytes: z.number().optional(),
  connections: z
    .object({ used: z.number(), allowed: z.number().optional() })
    .optional(),
  recoveryWindow: recoveryWindowSchema.optional(),
  /** What was changed until then would survive the loss of the database; absent: not known, or nothing would. */
  protectedUntil: timestampSchema.optional(),
  lastGoodBackupAt: timestampSchema.optional(),
  lastFailedBackupAt: timestampSchema.optional(),
});
/** @public */
export type DatabaseSummary = z.infer<typeof databaseSummarySchema>;

/** One PostgreSQL database as its provider last saw it. @public */
export const databaseSchema = z.object({
  ref: z.string(),
  provider: z.string(),
  location: z.string(),
  name: z.string(),
  /** Name inside the server; absent: not known, for example of a server whose databases were imported. */
  database: z.string().optional(),
  /** Owner role; absent for a database that was not made here and not bound. */
  user: z.string().optional(),
  status: statusSchema,
  /** Accepts a login, and what was asked for is there, extensions for example. */
  usable: claimSchema,
  /**
   * Would survive the loss of its storage: a finished backup of it can be
   * restored, and what changed since is protected as its provider promises.
   */
  safe: claimSchema,
  /** Stopped on purpose, with its data kept, until somebody wakes it. */
  hibernated: z.boolean().optional(),
  /** Instances that are kept from running PostgreSQL; absent: none is. */
  fenced: z.array(z.string()).optional(),
  /** Version that the server reports, for example `18.4`. */
  serverVersion: z.string().optional(),
  /** Absent: exists, but belongs to no entity yet. */
  binding: bindingSchema.optional(),
  /**
   * What a record on the database says that nobody vouches for: it gives no
   * rights. Whoever may adopt the database confirms it by binding it so.
   */
  unconfirmedBinding: bindingSchema.optional(),
  endpoints: z.array(endpointSchema),
  credentials: credentialReferenceSchema.optional(),
  spec: databaseSpecSchema,
  /**
   * Names the record that was read: the identity of the database at its engine
   * and all that rights are judged on (binding, protection). Opaque; changes
   * with any of these.
   */
  recordVersion: z.string().optional(),
  operations: offeredOperationsSchema,
  /** Support of parts of `change`, where it differs from that of the whole. */
  changes: offeredChangesSchema.optional(),
  steps: z.array(stepSchema),
  /** Worst first. */
  attention: z.array(attentionSchema),
  summary: databaseSummarySchema,
  created: z
    .object({
      at: timestampSchema,
      by: z.string(),
      taskId: z.string().optional(),
    })
    .optional(),
  /** When the provider read this. */
  observedAt: timestampSchema,
});
/** @public */
export type Database = z.infer<typeof databaseSchema>;
