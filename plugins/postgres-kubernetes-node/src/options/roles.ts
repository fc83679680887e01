import { z } from 'zod';
import { objectName } from '../config/text';
import {
  databaseName,
  extensionName,
  grantedRole,
  named,
  roleNameProblem,
  type OperatorRoles,
} from './words';

/** Name of a login role that is no operator's own. @public */
export const roleName = (operator: OperatorRoles) =>
  named(name => roleNameProblem(name, operator));

/** A further role. @public */
export const roleOption = (operator: OperatorRoles) =>
  z.strictObject({
    name: roleName(operator),
    login: z.boolean().optional().describe('May log in; yes unless given'),
    createdb: z.boolean().optional(),
    inRoles: z
      .array(grantedRole)
      .optional()
      .describe('Roles that it is a member of'),
    connectionLimit: z.number().int().min(-1).optional(),
    passwordSecret: objectName
      .optional()
      .describe(
        "Secret of type kubernetes.io/basic-auth in the database's namespace",
      ),
  });
/** @see {@link roleOption} @public */
export type RoleOption = z.output<ReturnType<typeof roleOption>>;

/** A further database. @public */
export const databaseOption = (operator: OperatorRoles) =>
  z.strictObject({
    name: databaseName,
    owner: roleName(operator)
      .optional()
      .describe('The user of the database unless given'),
    extensions: z.array(extensionName).optional(),
  });
