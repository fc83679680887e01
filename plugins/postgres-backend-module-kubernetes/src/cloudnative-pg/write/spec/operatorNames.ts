import {
  metadataKeyProblem,
  roleNameProblem,
  type OperatorRoles,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Roles that the operator reserves, by the rules of its webhook (pkg/postgres/roles.go). */
export const OPERATOR_ROLES: OperatorRoles = {
  names: ['streaming_replica'],
  prefixes: ['cnpg_'],
};

/** Returns why a name is not valid for a login role, or undefined if it is. */
export const loginRoleProblem = (name: string): string | undefined =>
  roleNameProblem(name, OPERATOR_ROLES);

/** Returns why a key is not valid for a label or annotation, or undefined if it is. */
export const ownKeyProblem = (key: string): string | undefined =>
  metadataKeyProblem(key, 'cnpg.io');
