import type { DatabaseLogin } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { RecordedDatabase } from './matchRecords';
import type { DatabaseRecord } from './record';

type Logins = Pick<RecordedDatabase, 'role' | 'secondLogin' | 'record'>;

/** Returns the role with which applications log in: that of the stored password. */
export function loginOf({ role, secondLogin, record }: Logins) {
  return record?.credentials?.login === 'second' ? secondLogin : role;
}

/** Returns the other of the two logins; undefined if there is only one. */
export function otherLoginOf({ role, secondLogin, record }: Logins) {
  if (secondLogin === undefined) return undefined;
  return record?.credentials?.login === 'second' ? role : secondLogin;
}

/** Returns the roles of a database that log in: first the second login, which is a member of the role. */
export function loginRolesOf({ role, secondLogin }: Logins): string[] {
  return [secondLogin, role].filter(name => name !== undefined);
}

/** Returns the login of each database that has one in its record. */
export function loginsOf(records: RecordedDatabase[]): DatabaseLogin[] {
  return records.flatMap(recorded => {
    const role = loginOf(recorded);
    return recorded.exists && role ? [{ database: recorded.name, role }] : [];
  });
}

/** Returns the record with the role as its only login. */
export function withoutSecondLogin(record: DatabaseRecord): DatabaseRecord {
  const { secondLogin, overlap, credentials, ...rest } = record;
  return {
    ...rest,
    ...(credentials && { credentials: { ...credentials, login: undefined } }),
  };
}

/** Returns whether the older login is to be ended. */
export function isOverlapOver(
  { overlap }: Pick<DatabaseRecord, 'overlap'>,
  now: Date,
): boolean {
  return overlap?.until !== undefined && Date.parse(overlap.until) <= +now;
}
