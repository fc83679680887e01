import { z } from 'zod';
import { reportedListSchema, reportedNameSchema } from './reported';
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

/** Values of `sslmode` of libpq. @public */
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

/** Host and port for clients. @public */
export const endpointSchema = z.object({
  purpose: z.enum(['read-write', 'read-only', 'pooler']),
  host: z.string(),
  port: z.number().int(),
  sslMode: sslModeSchema,
});
/** @public */
export type Endpoint = z.infer<typeof endpointSchema>;

/**
 * Which entities use a database, and who owns it. The provider stores it on the
 * database itself.
 *
 * @public
 */
export const bindingSchema = z.object({
  /** Entity ref of the `Resource` of the database in the catalog. */
  resourceRef: z.string(),
  /** Entity refs of the components, or other entities, that use it. */
  entityRefs: z.array(z.string()),
  /** Entity ref of the group or user that owns it. */
  owner: z.string(),
  /**
   * `metadata.uid` of each entity when it was bound, by its ref. An entity with
   * another uid, or without one here, grants no rights until it is confirmed,
   * because names can be reused.
   */
  entityUids: z.record(z.string(), z.string()).optional(),
});
/** @public */
export type Binding = z.infer<typeof bindingSchema>;

/**
 * Where the credentials are stored. Contains no password.
 *
 * @public
 */
export const credentialReferenceSchema = z.object({
  /** Id of the credential store, for example `file` or `kubernetes`. */
  store: z.string(),
  /** Name of the entry with user and password in the store. */
  secretRef: z.string(),
  /** Name of the entry with host, port, database and sslmode, if it is a separate one. */
  configMapRef: z.string().optional(),
  /** Path of a libpq password file (`PGPASSFILE`) with the password, on the machine of the Backstage backend. */
  passwordFile: z.string().optional(),
  /** Command that uses the credentials, for example `psql service=orders-db`. */
  usage: z.string().optional(),
});
/** @public */
export type CredentialReference = z.infer<typeof credentialReferenceSchema>;

/**
 * Numbers for an overview, from memory. Absent means unknown, never zero.
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
  /** Changes until this time can be restored if the database is lost; absent: unknown, or none can. */
  protectedUntil: timestampSchema.optional(),
  lastGoodBackupAt: timestampSchema.optional(),
  lastFailedBackupAt: timestampSchema.optional(),
});
/** @public */
export type DatabaseSummary = z.infer<typeof databaseSummarySchema>;

/** The last observation of a PostgreSQL database by its provider. @public */
export const databaseSchema = z.object({
  ref: z.string(),
  provider: z.string(),
  location: z.string(),
  name: z.string(),
  /** Name in the PostgreSQL server; absent: unknown, for example if the databases of a server were imported. */
  database: z.string().optional(),
  /** Owner role; absent if pgstage neither created nor bound the database. */
  user: z.string().optional(),
  status: statusSchema,
  /** Whether it accepts logins and has everything that was requested, for example extensions. */
  usable: claimSchema,
  /**
   * Whether its data can be restored after the loss of its storage: there is a
   * finished backup, and later changes are protected as the provider defines.
   */
  safe: claimSchema,
  /** Whether it is stopped by `hibernate`, with its data, until it is woken. */
  hibernated: z.boolean().optional(),
  /** Names of the fenced instances, on which PostgreSQL is stopped; absent: none. */
  fenced: z.array(z.string()).optional(),
  /** Version that the server reports, for example `18.4`. */
  serverVersion: reportedNameSchema.optional(),
  /** Absent: the database exists, but belongs to no entity. */
  binding: bindingSchema.optional(),
  /**
   * The binding in a record without a valid signature, which grants no rights. A
   * user who may adopt the database confirms it by binding the database.
   */
  unconfirmedBinding: bindingSchema.optional(),
  endpoints: z.array(endpointSchema),
  credentials: credentialReferenceSchema.optional(),
  spec: databaseSpecSchema,
  /**
   * Version of the record. It changes with the identity of the database in its
   * engine, and with everything that rights depend on (binding, protection).
   * Opaque.
   */
  recordVersion: z.string().optional(),
  operations: offeredOperationsSchema,
  /** Support of parts of `change`, if it differs from that of `change`. */
  changes: offeredChangesSchema.optional(),
  steps: reportedListSchema(stepSchema),
  /** Worst first. */
  attention: reportedListSchema(attentionSchema),
  summary: databaseSummarySchema,
  created: z
    .object({
      at: timestampSchema,
      by: z.string(),
      taskId: z.string().optional(),
    })
    .optional(),
  /** When the provider observed this. */
  observedAt: timestampSchema,
});
/** @public */
export type Database = z.infer<typeof databaseSchema>;
