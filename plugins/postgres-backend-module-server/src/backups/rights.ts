import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';

/** What Backstage's role on the server must be allowed to. */
export interface BackupRights {
  /** Rights that are missing to see base backups, as the administrator grants them. */
  missingToList: string[];
  /** Rights that are missing to take one. */
  missingToCreate: string[];
}

// The functions read files anywhere only together with the role, and are closed to all but superusers at first.
const RIGHTS = `
SELECT pg_has_role('pg_read_server_files', 'USAGE') AS read,
       pg_has_role('pg_write_server_files', 'USAGE') AS write,
       has_function_privilege('pg_ls_dir(text, boolean, boolean)', 'EXECUTE')
         AND has_function_privilege('pg_stat_file(text, boolean)', 'EXECUTE')
         AND has_function_privilege('pg_read_binary_file(text, bigint, bigint, boolean)', 'EXECUTE') AS execute,
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS replication`;

/** Statements that let a role see the base backups of a server; run in the database of Backstage's connection. */
export const LIST_RIGHTS = {
  read: 'GRANT pg_read_server_files',
  execute:
    'GRANT EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean), pg_stat_file(text, boolean), pg_read_binary_file(text, bigint, bigint, boolean)',
};

/** Asks the server which rights our role has. */
export async function readBackupRights(query: Query): Promise<BackupRights> {
  const [has] = await query<
    Record<'read' | 'write' | 'execute' | 'replication', boolean>
  >(RIGHTS);
  return {
    missingToList: [
      ...(has.read ? [] : [LIST_RIGHTS.read]),
      ...(has.execute ? [] : [LIST_RIGHTS.execute]),
    ],
    missingToCreate: [
      ...(has.write ? [] : ['GRANT pg_write_server_files']),
      ...(has.replication ? [] : ['ALTER ROLE ... REPLICATION']),
    ],
  };
}
