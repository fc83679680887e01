import type { Connection } from '@pgstage/backstage-plugin-postgres-common';
import { Lookup, type ClusterContext, type FoundDatabase } from '../model';
import { databaseName, endpointsOf } from '../observe';
import { direct, portForward, portForwardMember } from './fromLaptop';
import { otherNamespace, sameNamespace } from './inCluster';
import { clientPod, cnpgPsql } from './inPod';
import { loginTo } from './login';

/** Section `connection`: from memory alone, and without a secret. @throws NotFoundError */
export function connectionOf(context: ClusterContext, ref: string): Connection {
  return connectionTo(new Lookup([context]).get(ref));
}

/** {@link connectionOf} a database that was found already. */
export function connectionTo(found: FoundDatabase): Connection {
  const login = loginTo(found);
  const { record } = found.cluster;
  const recipes = [
    sameNamespace(login),
    otherNamespace(login),
    portForward(login),
    portForwardMember(login),
    direct(login),
    clientPod(login),
    cnpgPsql(login),
  ];
  return {
    endpoints: endpointsOf(found),
    database: databaseName(found),
    user: record.binding && login.user,
    credentials: record.credentials,
    recipes: recipes.flatMap(recipe => recipe ?? []),
  };
}
