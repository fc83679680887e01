import { Client, escapeIdentifier, escapeLiteral } from 'pg';

import { Credentials, Login } from './credentials';

/**
 * The least that the plugin's admin connection needs beside a login, each with
 * what fails without it. Proven by `roles.test.ts`.
 *
 * Beside these the role needs `createrole_self_grant = 'set, inherit'`: since
 * PostgreSQL 16 a role that it creates is granted to it with ADMIN only. SET
 * lets it make that role the owner of a database, INHERIT lets it comment on,
 * change and drop that database, and end the role's sessions.
 *
 * @public
 */
export const ADMIN_GRANTS = {
  attributes: {
    CREATEDB: 'create a database',
    CREATEROLE: 'create the role that owns it',
    REPLICATION: 'open the connection that a base backup is taken over',
  },
  memberships: {
    pg_monitor: 'see replication, archiving and sessions of other roles',
    pg_write_server_files: 'write a base backup into a folder of the server',
    pg_read_server_files: 'list the base backups in that folder',
    pg_signal_backend: 'end sessions of other roles when a database is removed',
  },
  /** The role pg_read_server_files opens the folders, but not these functions. */
  functions: {
    'pg_ls_dir(text, boolean, boolean)': 'list base backups',
    'pg_stat_file(text, boolean)': 'see size and time of a base backup',
    'pg_read_binary_file(text, bigint, bigint, boolean)':
      'read the manifest of a base backup',
  },
} as const;

const ATTRIBUTES: Record<Exclude<Login, 'postgres'>, string> = {
  pgstage: Object.keys(ADMIN_GRANTS.attributes).join(' '),
  backstage: 'CREATEDB',
  replicator: 'REPLICATION',
};

/** Makes the demo's roles what they should be; safe to repeat. */
export async function ensureRoles(
  superuser: Client,
  credentials: Credentials,
): Promise<void> {
  await superuser.query('BEGIN');
  // The statements hold passwords: none of them may reach the server's log.
  await superuser.query(
    `SET LOCAL log_statement = 'none';
     SET LOCAL log_min_error_statement = 'panic';
     SET LOCAL log_min_duration_statement = -1;
     SET LOCAL client_min_messages = 'warning'`,
  );
  for (const [name, attributes] of Object.entries(ATTRIBUTES)) {
    const password = escapeLiteral(credentials[name as Login]);
    const { rowCount } = await superuser.query(
      'SELECT FROM pg_roles WHERE rolname = $1',
      [name],
    );
    await superuser.query(
      `${rowCount ? 'ALTER' : 'CREATE'} ROLE ${escapeIdentifier(
        name,
      )} LOGIN ${attributes} PASSWORD ${password}`,
    );
  }
  await superuser.query(
    `ALTER ROLE pgstage SET createrole_self_grant = 'set, inherit'`,
  );
  await superuser.query(
    `GRANT ${Object.keys(ADMIN_GRANTS.memberships).join(', ')} TO pgstage;
     GRANT EXECUTE ON FUNCTION ${Object.keys(ADMIN_GRANTS.functions).join(
       ', ',
     )} TO pgstage`,
  );
  await superuser.query('COMMIT');
}
