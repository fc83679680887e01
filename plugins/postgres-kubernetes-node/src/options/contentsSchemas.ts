import {
  furtherDatabaseSchema,
  furtherRoleSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';
import { objectName } from '../config/text';
import type { NameRules } from './nameIssues';
import { databaseName, extensionName, grantedRole, named } from './nameRules';

/** Schemas of further roles and databases with names that Kubernetes and the operator accept. @public */
export function contentsSchemas({
  roleProblem,
}: Pick<NameRules, 'roleProblem'>) {
  const roleName = named(roleProblem);
  return {
    roles: z
      .array(
        furtherRoleSchema.extend({
          name: roleName,
          inRoles: z.array(grantedRole).optional(),
          passwordSecret: objectName.optional(),
        }),
      )
      .max(100)
      .optional(),
    databases: z
      .array(
        furtherDatabaseSchema.extend({
          name: databaseName,
          owner: roleName.optional(),
          extensions: z.array(extensionName).optional(),
        }),
      )
      .max(100)
      .optional(),
  };
}
