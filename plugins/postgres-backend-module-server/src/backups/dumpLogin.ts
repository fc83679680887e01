import type {
  Message,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  PostgresLogin,
  Query,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { escapeIdentifier } from 'pg';
import { message } from '../messages';
import type { ObservedDatabase, WatchServices } from '../observe';
import type { ServerConnections } from '../sql';

type Services = Pick<WatchServices, 'credentialStore'>;

/** Returns whether there is a login that can dump a database. */
export async function dumpLoginSupport(
  query: Query,
  { server }: ServerConnections,
  { usable, credentials }: ObservedDatabase,
): Promise<Support> {
  const user = server.dumps?.login?.user;
  if (user !== undefined) {
    const statements = await missingRights(query, user);
    return statements.length
      ? {
          supported: false,
          reason: message('dumpLoginLacksRights', {
            user,
            statements: statements.join('; '),
          }),
        }
      : { supported: true };
  }
  if (usable.value !== false && credentials) return { supported: true };
  const reason = credentials
    ? message('dumpLoginFails')
    : message('dumpNeedsLogin');
  return { supported: false, reason };
}

/**
 * Returns the login that dumps a database, at the address that Backstage uses:
 * that of the configuration, which is given the right to connect, or the owner,
 * who may read everything that it owns.
 */
export async function dumpLogin(
  connections: ServerConnections,
  { ref, recorded }: ObservedDatabase,
  services: Services,
  signal: AbortSignal | undefined,
): Promise<PostgresLogin | { reason: Message }> {
  const { connection, dumps } = connections.server;
  const own = { ...connection, database: recorded.name };
  if (dumps?.login) {
    await letConnect(connections, recorded.name, dumps.login.user, signal);
    return { ...own, password: undefined, ...dumps.login };
  }
  const store = recorded.record?.credentials?.store;
  const entry = store
    ? await services.credentialStore(store).read(ref)
    : undefined;
  return entry
    ? { ...own, user: entry.user, password: entry.password }
    : { reason: message('dumpNeedsLogin') };
}

/** Returns the statements that give the login for dumps the required rights. */
async function missingRights(query: Query, user: string): Promise<string[]> {
  const [role] = await query<{ reads: boolean; bypasses: boolean }>(
    `SELECT pg_has_role(oid, 'pg_read_all_data', 'USAGE') AS reads,
            rolbypassrls OR rolsuper AS bypasses
       FROM pg_roles WHERE rolname = $1`,
    [user],
  );
  const name = escapeIdentifier(user);
  const create = `CREATE ROLE ${name} LOGIN BYPASSRLS`;
  const grant = `GRANT pg_read_all_data TO ${name}`;
  if (!role) return [create, grant];
  return [
    ...(role.bypasses ? [] : [`ALTER ROLE ${name} BYPASSRLS`]),
    ...(role.reads ? [] : [grant]),
  ];
}

/** Grants the right to connect, which databases of pgstage give nobody else. */
async function letConnect(
  connections: ServerConnections,
  database: string,
  user: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [{ may }] = await connections.query<{ may: boolean }>(
    `SELECT has_database_privilege($1, $2, 'CONNECT') AS may`,
    [user, database],
    { signal },
  );
  if (may) return;
  await connections.session(
    session =>
      session.execute(
        `GRANT CONNECT ON DATABASE ${escapeIdentifier(
          database,
        )} TO ${escapeIdentifier(user)}`,
      ),
    { signal },
  );
}
