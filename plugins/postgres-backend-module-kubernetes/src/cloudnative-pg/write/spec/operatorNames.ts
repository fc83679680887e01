import {
  metadataKeyProblem,
  named,
  roleNameProblem,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Why a name cannot be that of a login role, as the operator's webhook decides it (pkg/postgres/roles.go). */
export const loginRoleProblem = (name: string): string | undefined =>
  roleNameProblem(name, { names: ['streaming_replica'], prefixes: ['cnpg_'] });

export const roleName = named(loginRoleProblem);

/** Why a label or annotation cannot have a key. */
export const ownKeyProblem = (key: string): string | undefined =>
  metadataKeyProblem(key, 'cnpg.io');
