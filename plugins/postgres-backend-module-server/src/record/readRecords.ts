import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { matchRecords, type RecordedDatabase } from './matchRecords';
import { type DatabaseRecord, identityOf, recordCodec } from './record';

/** A role or a database, with what its comment says. */
export interface CommentedObject {
  name: string;
  oid: number;
  comment?: string;
  /** What the comment says, where it is signed by us for this object. */
  record?: DatabaseRecord;
  /** What it says, where it is not. */
  unconfirmed?: DatabaseRecord;
  /** Signed with a key that was replaced since. */
  outdated?: boolean;
}

/** A database of the server. */
export interface DatabaseCarrier extends CommentedObject {
  owner: string;
}

/** Everything on a server that carries a record, or could. */
export interface ServerObjects {
  /** System identifier of the server. */
  system: string;
  databases: DatabaseCarrier[];
  roles: CommentedObject[];
}

const DATABASES = `
  SELECT s.system_identifier::text AS system, d.datname AS name, d.oid,
         pg_get_userbyid(d.datdba) AS owner,
         shobj_description(d.oid, 'pg_database') AS comment
    FROM pg_control_system() s LEFT JOIN pg_database d ON NOT d.datistemplate`;
// LIKE keeps the server from sending the comments of every role.
const ROLES = `
  SELECT r.rolname AS name, r.oid, shobj_description(r.oid, 'pg_authid') AS comment
    FROM pg_roles r
   WHERE shobj_description(r.oid, 'pg_authid') LIKE '{"pgstage":%'`;

type Named = { name: string; oid: number; comment: string | null };

/** Reads all databases but templates with their records, and the records whose database is not there. */
export async function readRecords(
  query: Query,
  signer: RecordSigner,
): Promise<RecordedDatabase[]> {
  const databases = await query<Named & { system: string; owner: string }>(
    DATABASES,
  );
  const roles = await query<Named>(ROLES);
  const [{ system }] = databases;
  const read = <R extends Named>(kind: 'role' | 'database', row: R) =>
    believe(signer, identityOf(system, kind, row.oid), row);
  return matchRecords({
    system,
    databases: await Promise.all(
      databases
        .filter(({ name }) => name !== null)
        .map(async ({ system: _system, ...row }) => read('database', row)),
    ),
    roles: await Promise.all(roles.map(row => read('role', row))),
  });
}

/** Sorts what a comment says into what we signed and what anybody may have written. */
async function believe<R extends Named>(
  signer: RecordSigner,
  identity: string,
  { comment, ...row }: R,
) {
  const said =
    comment === null
      ? undefined
      : await recordCodec(signer).read([comment], identity);
  return {
    ...row,
    ...(comment !== null && { comment }),
    ...(said && {
      [said.signature === 'invalid' ? 'unconfirmed' : 'record']: said.record,
    }),
    ...(said?.signature === 'outdated' && { outdated: true }),
  };
}
