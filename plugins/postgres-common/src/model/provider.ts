import { z } from 'zod';
import { offeredOperationsSchema, supportSchema } from './operations';
import { databaseSpecSchema } from './spec';
import { attentionSchema } from './status';

/** A place where a provider can create databases. @public */
export const locationSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  /** Whether it answers now; where not, what it said. */
  reachable: z.boolean(),
  message: z.string().optional(),
  versions: z.array(z.string()).optional(),
  sizes: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
  extensions: z.array(z.string()).optional(),
  /** Where backups can go, the default first. */
  backupTargets: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .optional(),
  maxConnectionLimit: z.number().int().optional(),
  /** Whether further roles can be asked for here; absent: as `fields` says. */
  roles: supportSchema.optional(),
  /** Whether further databases can be asked for here; absent: as `fields` says. */
  databases: supportSchema.optional(),
  /**
   * JSON Schema of the part of `spec.options` that anybody may ask for here,
   * with the choices that there are: forms render it. A property with
   * `x-advanced: true` is folded. Absent: the provider's `optionsSchema`.
   */
  optionsSchema: z.record(z.string(), z.unknown()).optional(),
  /** What the platform team should put right before it fails a request. For administrators only. */
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

/** What a provider offers: feeds forms and docs. @public */
export const providerDescriptionSchema = z.object({
  id: z.string(),
  title: z.string(),
  locations: z.array(locationSchema),
  /** The rule for names, in words and as a regular expression. */
  name: z.object({
    pattern: z.string(),
    maxLength: z.number().int(),
    rule: z.string(),
  }),
  /** Which fields of the spec it honours. */
  fields: z.array(databaseSpecSchema.keyof()),
  /** JSON Schema of `spec.options`. */
  optionsSchema: z.record(z.string(), z.unknown()),
  operations: offeredOperationsSchema,
});
/** @public */
export type ProviderDescription = z.infer<typeof providerDescriptionSchema>;
