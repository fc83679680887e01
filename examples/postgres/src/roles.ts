import { Client, escapeIdentifier, escapeLiteral } from 'pg';

import { Credentials, Login } from './credentials';

/**
 * The minimum rights of the plugin's connection in addition to LOGIN, each with
 * the operation that requires it. Tested by `roles.test.ts`.
 *
 * The role also needs `createrole_self_grant = 'set, inherit'`: since PostgreSQL
 * 16 a created role is granted to its creator with only ADMIN. SET is required to
 * make that role the owner of a database, INHERIT to comment on, change and drop
 * that database, and to end the sessions of the role.
 *
 * @public
 */
export const ADMIN_GRANTS = {
  attributes: {
    CREATEDB: 'create a database',
    CREATEROLE: 'create the role that owns the database',
    REPLICATION: 'open the connection for a base backup',
  },
  memberships: {
    pg_monitor: 'read replication, archiving and sessions of other roles',
    pg_write_server_files: 'write a base backup to a directory of the server',
    pg_read_server_files: 'list the base backups in that directory',
    pg_signal_backend: 'end sessions of other roles when a database is removed',
  },
  /** pg_read_server_files does not include the right to call these functions. */
  functions: {
    'pg_ls_dir(text, boolean, boolean)': 'list base backups',
    'pg_stat_file(text, boolean)': 'read size and time of a base backup',
    'pg_read_binary_file(text, bigint, bigint, boolean)':
      'read the manifest of a base backup',
  },
} as const;

const ATTRIBUTES: Record<Exclude<Login, 'postgres'>, string> = {
  pgstage: Object.keys(ADMIN_GRANTS.attributes).join(' '),
  backstage: 'CREATEDB',
  replicator: 'REPLICATION',
};

/** Creates or updates the roles of the demo. */
export async function ensureRoles(
  superuser: Client,
  credentials: Credentials,
): Promise<void> {
  await superuser.query('BEGIN');
  // The statements contain passwords, so they must not be logged.
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
