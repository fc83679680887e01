import type {
  CommentedObject,
  ServerObjects,
  DatabaseCarrier,
} from './readRecords';
import type { DatabaseRecord } from './record';

/** A database of the server with its record, or a record whose database is not there. */
export interface RecordedDatabase {
  /** Of the record; of a database without one, its own. */
  name: string;
  /** System identifier of the server. */
  system: string;
  /** Whether the database is there, under its name. */
  exists: boolean;
  /** Of the database, under whatever name it is there. */
  oid?: number;
  /** Owner of the database; of a missing one, the role that carries the record. */
  owner: string;
  /** Absent: not ours. */
  record?: DatabaseRecord;
  /** Role that was made for the database and may be changed with it. Its login is the one that we keep. */
  role?: string;
  roleOid?: number;
  /** Text of the comment on the database. */
  comment?: string;
  /** Whether the comments are to be written again: the copy is another, the key was replaced, or a removal did not happen. */
  stale?: boolean;
  /** Where a finished database is not what is there under its name. */
  missing?: LostDatabase;
  /** What a record says that we did not sign: nothing follows from it. */
  unconfirmed?: DatabaseRecord;
}

/** What became of a database that was dropped or renamed by others. */
export interface LostDatabase {
  /** Its name now. Absent: it is gone. */
  renamedTo?: string;
  /** The database that has its name now. */
  replacedBy?: { oid: number; owner: string };
}

/**
 * Finds the database of each record: by its oid once it was finished, as a
 * name can be given again. Before that by its name, if its role owns it.
 */
export function matchRecords(carriers: ServerObjects): RecordedDatabase[] {
  const { system, databases, roles } = carriers;
  const found: RecordedDatabase[] = [];
  const told = new Set<DatabaseCarrier>();
  const claim = (
    record: DatabaseRecord,
    role: CommentedObject | undefined,
    own: DatabaseCarrier | undefined,
  ) => {
    const { database: name } = record;
    if (found.some(other => other.name === name)) return;
    const here = databases.find(database => database.name === name);
    for (const database of [own, here]) if (database) told.add(database);
    const exists = own !== undefined && own === here;
    found.push({
      name,
      system,
      exists,
      oid: own?.oid,
      owner: own?.owner ?? role?.name ?? '',
      // A removal that ended before it dropped the database is one that did not happen.
      record: own ? { ...record, removing: undefined } : record,
      role: role?.name,
      roleOid: role?.oid,
      comment: own?.comment,
      stale: staleness(role, own) || Boolean(own && record.removing),
      missing:
        exists || !(record.finished || own || here)
          ? undefined
          : {
              renamedTo: own?.name,
              replacedBy: here && { oid: here.oid, owner: here.owner },
            },
    });
  };

  for (const role of roles) {
    const { record } = role;
    if (record)
      claim(
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
    // That of a database which was made here lies on its role.
    if (database.record?.adopted) claim(database.record, undefined, database);
  }
  for (const database of databases)
    if (!told.has(database)) found.push(unbound(system, database, roles));
  for (const role of roles) {
    const { unconfirmed, name, oid } = role;
    if (
      !unconfirmed ||
      found.some(other => other.name === unconfirmed.database)
    )
      continue;
    found.push({
      name: unconfirmed.database,
      system,
      exists: false,
      owner: name,
      role: name,
      roleOid: oid,
      unconfirmed,
    });
  }
  return found;
}

function staleness(
  role: CommentedObject | undefined,
  database: DatabaseCarrier | undefined,
): boolean {
  return role
    ? Boolean(role.outdated) || database?.comment !== role.comment
    : Boolean(database?.outdated);
}

/** A database that nobody vouches for, with the record that its role or it carries. */
function unbound(
  system: string,
  { name, oid, owner, comment, unconfirmed, record }: DatabaseCarrier,
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
