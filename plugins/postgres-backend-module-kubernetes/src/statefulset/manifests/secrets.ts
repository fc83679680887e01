import type { Manifest } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  MONITORING_ROLE,
  namesOf,
  REPLICATION_ROLE,
  resources,
} from '../model';
import { keptMetadataOf } from './metadata';
import type { DatabasePlan } from './plan';

/**
 * Returns the Secrets with the logins of the application, the standbys and the exporter.
 * They are created once. The superuser has no password: it connects only inside
 * the pods.
 *
 * @param newPassword - returns another password for each call
 */
export function secretsOf(
  plan: DatabasePlan,
  newPassword: () => string,
): Manifest[] {
  const { login, replication, monitoring } = namesOf(plan.name);
  const { user, database } = plan.spec;
  const secret = (name: string, stringData: Record<string, string>) => ({
    kind: resources.secrets,
    object: {
      metadata: keptMetadataOf(plan, name),
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
    secret(monitoring, {
      username: MONITORING_ROLE,
      password: newPassword(),
    }),
  ];
}
