import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';

/** The rights that Backstage's role on the server lacks for base backups, as statements. */
export interface BackupRights {
  /** For listing base backups. */
  missingToList: string[];
  /** For taking a base backup. */
  missingToCreate: string[];
}

// The functions read files outside of the data directory only together with the role; by default only superusers may call them.
const RIGHTS = `
SELECT pg_has_role('pg_read_server_files', 'USAGE') AS read,
       pg_has_role('pg_write_server_files', 'USAGE') AS write,
       has_function_privilege('pg_ls_dir(text, boolean, boolean)', 'EXECUTE')
         AND has_function_privilege('pg_stat_file(text, boolean)', 'EXECUTE')
         AND has_function_privilege('pg_read_binary_file(text, bigint, bigint, boolean)', 'EXECUTE') AS execute,
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS replication`;

/** Rights for listing base backups, granted in the database of Backstage's connection. */
export const LIST_RIGHTS = {
  read: 'GRANT pg_read_server_files',
  execute:
    'GRANT EXECUTE ON FUNCTION pg_ls_dir(text, boolean, boolean), pg_stat_file(text, boolean), pg_read_binary_file(text, bigint, bigint, boolean)',
};

/** Reads which rights Backstage's role lacks. */
export async function readBackupRights(query: Query): Promise<BackupRights> {
  const [granted] = await query<
    Record<'read' | 'write' | 'execute' | 'replication', boolean>
  >(RIGHTS);
  return {
    missingToList: [
      ...(granted.read ? [] : [LIST_RIGHTS.read]),
      ...(granted.execute ? [] : [LIST_RIGHTS.execute]),
    ],
    missingToCreate: [
      ...(granted.write ? [] : ['GRANT pg_write_server_files']),
      ...(granted.replication ? [] : ['ALTER ROLE ... REPLICATION']),
    ],
  };
}
