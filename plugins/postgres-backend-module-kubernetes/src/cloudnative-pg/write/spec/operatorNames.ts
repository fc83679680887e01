import {
  metadataKeyProblem,
  roleNameProblem,
  type OperatorRoles,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Roles that the operator keeps for itself, as its webhook decides it (pkg/postgres/roles.go). */
export const OPERATOR_ROLES: OperatorRoles = {
  names: ['streaming_replica'],
  prefixes: ['cnpg_'],
};

/** Why a name cannot be that of a login role. */
export const loginRoleProblem = (name: string): string | undefined =>
  roleNameProblem(name, OPERATOR_ROLES);

/** Why a label or annotation cannot have a key. */
export const ownKeyProblem = (key: string): string | undefined =>
  metadataKeyProblem(key, 'cnpg.io');
