import { z } from 'zod';
import { databaseSchema } from './database';
import {
  databaseOperationSchema,
  operationsSchema,
  permitSchema,
} from './operations';
import { providerDescriptionSchema } from './provider';
import { sinceAtLeastSchema, timestampSchema } from './status';

/**
 * Somebody named in a binding who has no rights through it now: no such entity
 * is in the catalog (`gone`), it is another than the one that was bound
 * (`replaced`), or nobody has recorded which one is meant (`unconfirmed`).
 *
 * @public
 */
export const danglingEntitySchema = z.object({
  entityRef: z.string(),
  state: z.enum(['gone', 'replaced', 'unconfirmed']),
  /** `metadata.uid` of the entity that has the name now; absent: gone. */
  uid: z.string().optional(),
  /** Whether the person who asks may confirm that this entity is meant; absent: gone. */
  confirm: permitSchema.optional(),
});
/** @public */
export type DanglingEntity = z.infer<typeof danglingEntitySchema>;

/** A database as a certain person may see it. @public */
export const databaseViewSchema = databaseSchema.extend({
  /**
   * Changes whenever anything but `observedAt` and `summary` does. Opaque; give it back as `after` to wait for the next change.
   */
  revision: z.string(),
  operations: operationsSchema,
  /** What this person may do. */
  permits: z.record(databaseOperationSchema, permitSchema),
  /** Entities and owner in its binding that give no rights; absent: none, or the catalog could not be asked. */
  dangling: z.array(danglingEntitySchema).optional(),
  /** Present while the provider cannot be reached: everything else is old. */
  unreachable: z
    .object({
      since: timestampSchema,
      sinceAtLeast: sinceAtLeastSchema,
      message: z.string(),
    })
    .optional(),
});
/** @public */
export type DatabaseView = z.infer<typeof databaseViewSchema>;

/** A location that did not respond, so that its databases may be missing or old. @public */
export const locationProblemSchema = z.object({
  provider: z.string(),
  /** `*` where the whole provider could not start. */
  location: z.string(),
  since: timestampSchema,
  sinceAtLeast: sinceAtLeastSchema,
  message: z.string(),
});
/** @public */
export type LocationProblem = z.infer<typeof locationProblemSchema>;

/** One page of databases. @public */
export const databaseListSchema = z.object({
  items: z.array(databaseViewSchema),
  totalItems: z.number().int(),
  nextCursor: z.string().optional(),
  problems: z.array(locationProblemSchema),
  /** Whether every location was read at least once since the backend's start. */
  complete: z.boolean(),
});
/** @public */
export type DatabaseList = z.infer<typeof databaseListSchema>;

/** What became of each binding that was to be confirmed, in the order of the request. @public */
export const confirmedBindingsSchema = z.object({
  items: z.array(
    z.object({
      ref: z.string(),
      /** Absent: done. As in the answer that one request would have got. */
      error: z.object({ name: z.string(), message: z.string() }).optional(),
    }),
  ),
});
/** @public */
export type ConfirmedBindings = z.infer<typeof confirmedBindingsSchema>;

/**
 * The files that would make a database, for a pull request.
 *
 * @public
 */
export const manifestsSchema = z.object({
  /** By path, relative to the folder that the caller chooses. */
  files: z.record(z.string(), z.string()),
});
/** @public */
export type Manifests = z.infer<typeof manifestsSchema>;

/** All providers. @public */
export const providerListSchema = z.object({
  items: z.array(providerDescriptionSchema),
  /** Providers that could not describe themselves. */
  problems: z.array(z.object({ provider: z.string(), message: z.string() })),
});
/** @public */
export type ProviderList = z.infer<typeof providerListSchema>;

/** Answer to a reveal. Never stored, never logged. @public */
export const revealedCredentialsSchema = z.object({
  user: z.string(),
  password: z.string(),
});
/** @public */
export type RevealedCredentials = z.infer<typeof revealedCredentialsSchema>;
