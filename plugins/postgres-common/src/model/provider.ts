import { z } from 'zod';
import { offeredOperationsSchema, supportSchema } from './operations';
import { databaseSpecSchema } from './spec';
import { attentionSchema } from './status';

/** A location in which a provider can create databases. @public */
export const locationSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  /** Whether it responds; if not, `message` contains the error. */
  reachable: z.boolean(),
  message: z.string().optional(),
  versions: z.array(z.string()).optional(),
  sizes: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
  extensions: z.array(z.string()).optional(),
  /** Targets of backups; the first one is the default. */
  backupTargets: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .optional(),
  maxConnectionLimit: z.number().int().optional(),
  /** Whether additional roles are supported here; absent: if `fields` of the provider contains `roles`. */
  roles: supportSchema.optional(),
  /** Whether additional databases are supported here; absent: if `fields` of the provider contains `databases`. */
  databases: supportSchema.optional(),
  /**
   * JSON Schema of the options that every user may set here, with the allowed
   * values; forms render it. A property with `x-advanced: true` is collapsed.
   * Absent: `optionsSchema` of the provider applies.
   */
  optionsSchema: z.record(z.string(), z.unknown()).optional(),
  /** Configuration problems that will cause requests to fail. Only administrators receive them. */
  notices: z
    .array(
      attentionSchema.pick({
        id: true,
        severity: true,
        what: true,
        nextStep: true,
      }),
    )
    .optional(),
});
/** @public */
export type Location = z.infer<typeof locationSchema>;

/** Features of a provider, for forms and documentation. @public */
export const providerDescriptionSchema = z.object({
  id: z.string(),
  title: z.string(),
  locations: z.array(locationSchema),
  /** The rule for names, as text and as a regular expression. */
  name: z.object({
    pattern: z.string(),
    maxLength: z.number().int(),
    rule: z.string(),
  }),
  /** Supported fields of the spec. */
  fields: z.array(databaseSpecSchema.keyof()),
  /** JSON Schema of `spec.options`. */
  optionsSchema: z.record(z.string(), z.unknown()),
  operations: offeredOperationsSchema,
});
/** @public */
export type ProviderDescription = z.infer<typeof providerDescriptionSchema>;
