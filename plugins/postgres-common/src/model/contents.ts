import { z } from 'zod';
import { nameSchema } from './name';

/** A role in addition to the owner of the database. @public */
export const furtherRoleSchema = z.strictObject({
  name: nameSchema,
  login: z
    .boolean()
    .optional()
    .describe('Whether it can log in. Default: true'),
  createdb: z.boolean().optional().describe('Whether it can create databases'),
  inRoles: z
    .array(nameSchema)
    .max(100)
    .optional()
    .describe('Roles that it is a member of'),
  connectionLimit: z
    .number()
    .int()
    .min(-1)
    .optional()
    .describe('Maximum number of connections; -1 for no limit'),
  passwordSecret: nameSchema
    .optional()
    .describe(
      'Secret with its password; on Kubernetes, of type kubernetes.io/basic-auth in the namespace of the database',
    ),
});
/** @public */
export type FurtherRole = z.infer<typeof furtherRoleSchema>;

/** An additional database on the same server. @public */
export const furtherDatabaseSchema = z.strictObject({
  name: nameSchema,
  owner: nameSchema
    .optional()
    .describe('Owner role. Default: the user of the first database'),
  extensions: z
    .array(nameSchema)
    .max(100)
    .optional()
    .describe('Extensions to create in it'),
});
/** @public */
export type FurtherDatabase = z.infer<typeof furtherDatabaseSchema>;

/** The fields of a spec for additional roles and databases. @public */
export type ContentsField = 'roles' | 'databases';

/** The schemas of these fields. */
export const contentsFields = {
  roles: z
    .array(furtherRoleSchema)
    .max(100)
    .optional()
    .describe('Additional roles; a change replaces the whole list'),
  databases: z
    .array(furtherDatabaseSchema)
    .max(100)
    .optional()
    .describe('Additional databases; a change replaces the whole list'),
} satisfies Record<ContentsField, z.ZodType>;

/** Options of a provider. Rejects additional roles and databases, which were options in earlier versions, and names the field. */
export const optionsSchema = z
  .record(z.string(), z.unknown())
  .superRefine((options, context) => {
    for (const field of Object.keys(contentsFields)) {
      if (Object.hasOwn(options, field)) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `must be the field ${field} of the request, not an option`,
        });
      }
    }
  });
