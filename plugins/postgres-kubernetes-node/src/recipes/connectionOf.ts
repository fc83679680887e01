import type {
  Connection,
  Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Snapshot } from '../model/Snapshot';
import type { ObservedDatabase } from '../observe/ObservedDatabase';
import type { Login } from './login';
import { recipesFor } from './recipesFor';

/** Returns the section `connection` from the cache, without a secret. @public */
export function connectionOf(
  { key, cluster }: Pick<Snapshot, 'key' | 'cluster'>,
  { endpoints, database, owner, login, facts }: ObservedDatabase,
  { authority, client }: Pick<Login, 'authority' | 'client'>,
  more: (login: Login) => Recipe[] = () => [],
): Connection {
  const { namespace, name, record } = cluster;
  const user = login.none === undefined ? owner : undefined;
  const shown = { endpoints, database, credentials: record.credentials };
  const all: Login = {
    ...shown,
    user,
    cluster: key.cluster,
    namespace,
    name,
    secret: login,
    authority,
    instances: facts.instances,
    client,
  };
  return {
    ...shown,
    user: record.binding && user,
    recipes: [...recipesFor(all), ...more(all)],
  };
}
