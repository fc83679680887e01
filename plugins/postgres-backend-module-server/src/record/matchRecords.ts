import { withoutSecondLogin } from './logins';
import type {
  CommentedObject,
  ServerObjects,
  DatabaseObject,
} from './readRecords';
import type { DatabaseRecord } from './record';

/** A database of the server with its record, or a record without its database. */
export interface RecordedDatabase {
  /** The name in the record; without a record, the name of the database. */
  name: string;
  /** System identifier of the server. */
  system: string;
  /** Whether the database exists under its name. */
  exists: boolean;
  /** Of the database, even if it was renamed. */
  oid?: number;
  /** Owner of the database; of a missing one, the role with the record. */
  owner: string;
  /** Absent if there is no record with a valid signature. */
  record?: DatabaseRecord;
  /** Role that pgstage created for the database and whose password it stores. */
  role?: string;
  roleOid?: number;
  /** Name of the second login in the record. */
  secondLogin?: string;
  /** Comment on the database. */
  comment?: string;
  /** Whether the comments must be written again: they differ, the key was rotated, or a removal was interrupted. */
  stale?: boolean;
  /** Present if the created database does not exist under its name. */
  missing?: MissingDatabase;
  /** A record without a valid signature, which grants no rights. */
  unconfirmed?: DatabaseRecord;
}

/** A database that was dropped or renamed outside of Backstage. */
export interface MissingDatabase {
  /** Its new name; absent if it was dropped. */
  renamedTo?: string;
  /** The database that has its name now. */
  replacedBy?: { oid: number; owner: string };
}

/**
 * Finds the database of each record: by its oid after the creation, because a
 * name can be reused; during the creation by its name, if its role owns it.
 */
export function matchRecords(objects: ServerObjects): RecordedDatabase[] {
  const { system, databases, roles, logins } = objects;
  const recorded: RecordedDatabase[] = [];
  const matched = new Set<DatabaseObject>();
  const add = (
    record: DatabaseRecord,
    role: CommentedObject | undefined,
    own: DatabaseObject | undefined,
  ) => {
    const { database: name } = record;
    if (recorded.some(other => other.name === name)) return;
    const sameName = databases.find(database => database.name === name);
    for (const database of [own, sameName]) if (database) matched.add(database);
    const exists = own !== undefined && own === sameName;
    const secondLogin = logins.get(record.secondLogin?.oid ?? 0);
    // A second login that was dropped outside of Backstage is ignored.
    const current =
      record.secondLogin && secondLogin === undefined
        ? withoutSecondLogin(record)
        : record;
    recorded.push({
      name,
      system,
      exists,
      oid: own?.oid,
      owner: own?.owner ?? role?.name ?? '',
      // A removal that was interrupted before it dropped the database is ignored.
      record: own ? { ...current, removing: undefined } : current,
      role: role?.name,
      roleOid: role?.oid,
      secondLogin,
      comment: own?.comment,
      stale: isStale(role, own) || Boolean(own && record.removing),
      missing:
        exists || !(record.finished || own || sameName)
          ? undefined
          : {
              renamedTo: own?.name,
              replacedBy: sameName && {
                oid: sameName.oid,
                owner: sameName.owner,
              },
            },
    });
  };

  for (const role of roles) {
    const { record } = role;
    if (record)
      add(
        record,
        role,
        databases.find(({ oid, name, owner }) =>
          record.finished
            ? oid === record.finished.oid
            : name === record.database && owner === role.name,
        ),
      );
  }
  for (const database of databases) {
    // The record of a database that pgstage created is on its role.
    if (database.record?.adopted) add(database.record, undefined, database);
  }
  for (const database of databases)
    if (!matched.has(database)) recorded.push(unbound(system, database, roles));
  for (const role of roles) {
    const { unconfirmed, name, oid } = role;
    if (
      !unconfirmed ||
      recorded.some(other => other.name === unconfirmed.database)
    )
      continue;
    recorded.push({
      name: unconfirmed.database,
      system,
      exists: false,
      owner: name,
      role: name,
      roleOid: oid,
      unconfirmed,
    });
  }
  return recorded;
}

function isStale(
  role: CommentedObject | undefined,
  database: DatabaseObject | undefined,
): boolean {
  return role
    ? Boolean(role.outdated) || database?.comment !== role.comment
    : Boolean(database?.outdated);
}

/** A database without a valid record, with the unsigned one on its role or on itself. */
function unbound(
  system: string,
  { name, oid, owner, comment, unconfirmed, record }: DatabaseObject,
  roles: CommentedObject[],
): RecordedDatabase {
  const role = roles.find(
    other => other.name === owner && other.unconfirmed?.database === name,
  );
  return {
    name,
    system,
    exists: true,
    oid,
    owner,
    comment,
    unconfirmed: role?.unconfirmed ?? unconfirmed ?? record,
    ...(role && { role: role.name, roleOid: role.oid }),
  };
}
