import type { Connection } from '@pgstage/backstage-plugin-postgres-common';
import {
  recipesFor,
  type Login,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  Lookup,
  namesOf,
  type ClusterContext,
  type FoundDatabase,
} from '../model';
import {
  databaseName,
  endpointsOf,
  factsOf,
  loginSecret,
  ownerName,
} from '../observe';
import { cnpgPsql } from './cnpgPsql';

/** User of the operator's images; a pod under restricted pod security needs one by number. */
const POSTGRES_UID = 26;

/** Section `connection`: from memory alone, and without a secret. @throws NotFoundError */
export function connectionOf(context: ClusterContext, ref: string): Connection {
  return connectionTo(new Lookup([context]).get(ref));
}

/** {@link connectionOf} a database that was found already. */
export function connectionTo(found: FoundDatabase): Connection {
  const login = loginTo(found);
  const { endpoints, database, user, credentials } = login;
  return {
    endpoints,
    database,
    user: found.cluster.record.binding && user,
    credentials,
    recipes: [...recipesFor(login), cnpgPsql(login)],
  };
}

function loginTo(found: FoundDatabase): Login {
  const { namespace, name, record, spec, status } = found.cluster;
  const secret = loginSecret(found);
  const image = status.image ?? spec.imageName;
  return {
    cluster: found.place.cluster,
    namespace,
    name,
    endpoints: endpointsOf(found),
    database: databaseName(found),
    user: secret.none === undefined ? ownerName(found) : undefined,
    secret,
    authority: status.certificates?.serverCASecret ?? namesOf(name).caSecret,
    credentials: record.credentials,
    instances: factsOf(found).instances,
    client: image ? { image, user: POSTGRES_UID } : undefined,
  };
}
