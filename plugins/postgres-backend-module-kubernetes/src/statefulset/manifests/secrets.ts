import type { Manifest } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { namesOf, REPLICATION_ROLE, resources } from '../model';
import { metadataOf } from './metadata';
import type { DatabasePlan } from './plan';

/**
 * Returns the Secrets with the logins of the application and of the standbys.
 * They are created once. The superuser has no password: it connects only inside
 * the pods.
 *
 * @param newPassword - returns another password for each call
 */
export function secretsOf(
  plan: DatabasePlan,
  newPassword: () => string,
): Manifest[] {
  const { login, replication } = namesOf(plan.name);
  const { user, database } = plan.spec;
  const secret = (name: string, stringData: Record<string, string>) => ({
    kind: resources.secrets,
    object: {
      metadata: metadataOf(plan, name),
      type: 'kubernetes.io/basic-auth',
      stringData,
    },
  });
  const password = newPassword();
  return [
    secret(login, {
      'postgres-username': user,
      'postgres-password': password,
      'postgres-database': database,
      // Keys of the type basic-auth.
      username: user,
      password,
    }),
    secret(replication, {
      username: REPLICATION_ROLE,
      password: newPassword(),
    }),
  ];
}
