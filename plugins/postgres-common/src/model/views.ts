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
 * An entity or owner of a binding that grants no rights: it is not in the catalog
 * (`gone`), the catalog has another entity with this name (`replaced`), or its
 * uid is not recorded in the binding (`unconfirmed`).
 *
 * @public
 */
export const danglingEntitySchema = z.object({
  entityRef: z.string(),
  state: z.enum(['gone', 'replaced', 'unconfirmed']),
  /** `metadata.uid` of the current entity with this name; absent if `gone`. */
  uid: z.string().optional(),
  /** Whether the caller may confirm this entity; absent if `gone`. */
  confirm: permitSchema.optional(),
});
/** @public */
export type DanglingEntity = z.infer<typeof danglingEntitySchema>;

/** A database for a caller. @public */
export const databaseViewSchema = databaseSchema.extend({
  /**
   * Changes with every field except the observation times and `summary`. Opaque;
   * pass it as `after` to wait for the next change.
   */
  revision: z.string(),
  operations: operationsSchema,
  /** The permissions of the caller. */
  permits: z.record(databaseOperationSchema, permitSchema),
  /** Entities and owner of the binding that grant no rights; absent: none, or the catalog did not respond. */
  dangling: z.array(danglingEntitySchema).optional(),
  /** Present while the location is unreachable: all other fields are stale. */
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

/** An unreachable location, whose databases can be missing or stale. @public */
export const locationProblemSchema = z.object({
  provider: z.string(),
  /** `*`: the provider could not start. */
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
  /** Whether each location has been read, or has been reported as unreachable, since the start of the backend. */
  complete: z.boolean(),
});
/** @public */
export type DatabaseList = z.infer<typeof databaseListSchema>;

/** Result of each confirmation, in the order of the request. @public */
export const confirmedBindingsSchema = z.object({
  items: z.array(
    z.object({
      ref: z.string(),
      /** Absent: confirmed. Otherwise the same error as in the response of a single request. */
      error: z.object({ name: z.string(), message: z.string() }).optional(),
    }),
  ),
});
/** @public */
export type ConfirmedBindings = z.infer<typeof confirmedBindingsSchema>;

/**
 * The manifests of a database, for a pull request.
 *
 * @public
 */
export const manifestsSchema = z.object({
  /** Contents by path, relative to a folder of the caller's choice. */
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

/** Result of `reveal-credentials`. Never stored or logged. @public */
export const revealedCredentialsSchema = z.object({
  user: z.string(),
  password: z.string(),
});
/** @public */
export type RevealedCredentials = z.infer<typeof revealedCredentialsSchema>;
