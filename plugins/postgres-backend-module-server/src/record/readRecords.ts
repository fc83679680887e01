import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { matchRecords, type RecordedDatabase } from './matchRecords';
import { type DatabaseRecord, identityOf, recordCodec } from './record';

/** A role or a database with its comment. */
export interface CommentedObject {
  name: string;
  oid: number;
  comment?: string;
  /** The record in the comment, if its signature is valid for this object. */
  record?: DatabaseRecord;
  /** The record in the comment, if its signature is invalid. */
  unconfirmed?: DatabaseRecord;
  /** Whether the record is signed with an old key. */
  outdated?: boolean;
}

/** A database of the server. */
export interface DatabaseObject extends CommentedObject {
  owner: string;
}

/** The databases of a server, and the roles with records. */
export interface ServerObjects {
  /** System identifier of the server. */
  system: string;
  databases: DatabaseObject[];
  roles: CommentedObject[];
  /** Names of the second logins in the records, by oid; without those that were dropped. */
  logins: ReadonlyMap<number, string>;
}

const DATABASES = `
  SELECT s.system_identifier::text AS system, d.datname AS name, d.oid,
         pg_get_userbyid(d.datdba) AS owner,
         shobj_description(d.oid, 'pg_database') AS comment
    FROM pg_control_system() s LEFT JOIN pg_database d ON NOT d.datistemplate`;
// LIKE, so that the server does not return the comments of all roles.
const ROLES = `
  SELECT r.rolname AS name, r.oid, shobj_description(r.oid, 'pg_authid') AS comment
    FROM pg_roles r
   WHERE shobj_description(r.oid, 'pg_authid') LIKE '{"pgstage":%'`;
const LOGINS = `
  SELECT oid, rolname AS name FROM pg_roles WHERE oid = ANY($1::oid[])`;

type Named = { name: string; oid: number; comment: string | null };

/** Reads all databases except templates with their records, and the records without a database. */
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
    parseComment(signer, identityOf(system, kind, row.oid), row);
  const withRecords: CommentedObject[] = await Promise.all(
    roles.map(row => read('role', row)),
  );
  return matchRecords({
    system,
    databases: await Promise.all(
      databases
        .filter(({ name }) => name !== null)
        .map(async ({ system: _system, ...row }) => read('database', row)),
    ),
    roles: withRecords,
    logins: await readLogins(query, withRecords),
  });
}

async function readLogins(
  query: Query,
  roles: CommentedObject[],
): Promise<Map<number, string>> {
  const oids = roles.flatMap(({ record }) => record?.secondLogin?.oid ?? []);
  if (!oids.length) return new Map();
  const rows = await query<{ oid: number; name: string }>(LOGINS, [oids]);
  return new Map(rows.map(({ oid, name }) => [oid, name]));
}

/** Parses the record in a comment and verifies its signature. */
async function parseComment<R extends Named>(
  signer: RecordSigner,
  identity: string,
  { comment, ...row }: R,
) {
  const parsed =
    comment === null
      ? undefined
      : await recordCodec(signer).read([comment], identity);
  return {
    ...row,
    ...(comment !== null && { comment }),
    ...(parsed && {
      [parsed.signature === 'invalid' ? 'unconfirmed' : 'record']:
        parsed.record,
    }),
    ...(parsed?.signature === 'outdated' && { outdated: true }),
  };
}
