import type { Query } from '../Query';

const OWNED_ELSEWHERE = `
SELECT DISTINCT coalesce('objects in database ' || d.datname,
                         pg_describe_object(s.classid, s.objid, 0)) AS description
  FROM pg_shdepend s
  LEFT JOIN pg_database d ON d.oid = s.dbid
 WHERE s.refclassid = 'pg_authid'::regclass
   AND s.refobjid = (SELECT oid FROM pg_roles WHERE rolname = $2)
   AND s.dbid IS DISTINCT FROM $1
   AND NOT (s.dbid = 0 AND s.classid = 'pg_database'::regclass
            AND s.objid IS NOT DISTINCT FROM $1)
   -- Memberships in other roles end with the role.
   AND s.classid <> 'pg_auth_members'::regclass
 ORDER BY 1`;

/**
 * Reads which other databases and shared objects depend on a role.
 *
 * @param oid - of a database to ignore
 * @public
 */
export async function readOwnedElsewhere(
  query: Query,
  role: string,
  oid?: number,
): Promise<string[]> {
  const rows = await query<{ description: string }>(OWNED_ELSEWHERE, [
    oid ?? null,
    role,
  ]);
  return rows.map(({ description }) => description);
}
