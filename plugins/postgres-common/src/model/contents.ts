import { z } from 'zod';
import { nameSchema } from './name';

/** A role beside the owner of the database. @public */
export const furtherRoleSchema = z.strictObject({
  name: nameSchema,
  login: z.boolean().optional().describe('May log in; yes unless given'),
  createdb: z.boolean().optional().describe('May create databases'),
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
    .describe('Most connections that it may hold; -1 for no limit'),
  passwordSecret: nameSchema
    .optional()
    .describe(
      "Secret with its password, where the provider looks; on Kubernetes of type kubernetes.io/basic-auth in the database's namespace",
    ),
});
/** @public */
export type FurtherRole = z.infer<typeof furtherRoleSchema>;

/** A database in the same server, beside the first one. @public */
export const furtherDatabaseSchema = z.strictObject({
  name: nameSchema,
  owner: nameSchema
    .optional()
    .describe('The user of the database unless given'),
  extensions: z
    .array(nameSchema)
    .max(100)
    .optional()
    .describe('Extensions to create in it'),
});
/** @public */
export type FurtherDatabase = z.infer<typeof furtherDatabaseSchema>;

/** The fields of a spec for additional roles and databases. */
export const contentsFields = {
  roles: z
    .array(furtherRoleSchema)
    .max(100)
    .optional()
    .describe('Further roles, beside the owner; replaced as a whole'),
  databases: z
    .array(furtherDatabaseSchema)
    .max(100)
    .optional()
    .describe('Further databases, beside the first; replaced as a whole'),
};

/** @public */
export type ContentsField = keyof typeof contentsFields;

/** A provider's own options. Further roles and databases were options once: there they are refused, with the name of the field. */
export const optionsSchema = z
  .record(z.string(), z.unknown())
  .superRefine((options, context) => {
    for (const field of Object.keys(contentsFields)) {
      if (Object.hasOwn(options, field)) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `must be given as ${field}, a field of the request beside options`,
        });
      }
    }
  });
