import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import type { Binding } from '@pgstage/backstage-plugin-postgres-common';
import { normalBinding } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { Session } from '@pgstage/backstage-plugin-postgres-sql-node';
import {
  type DatabaseRecord,
  readRecords,
  type RecordedDatabase,
} from '../record';
import {
  getDatabase,
  requireRecord,
  type WriteContext,
  withLock,
  writeRecord,
} from './WriteContext';

/**
 * Replaces the binding. With `adopt`, writes only the record: for a database
 * that pgstage did not create, whose comment is preserved in the record; for a
 * record with an invalid signature; or for a database that replaces a missing
 * one under the same name.
 *
 * @throws ConflictError for a database without a valid record, unless `adopt`
 */
export async function bindDatabase(
  target: WriteContext,
  binding: Binding,
  { actor, adopt }: { actor: string; adopt?: boolean },
): Promise<void> {
  await withLock(target, async session => {
    const found = await getDatabase(target, session);
    const { database, record: before } = adopt
      ? await adopted(target, session, found, actor)
      : { database: found, record: requireRecord(found) };
    const record = { ...before, binding: normalBinding(binding) };
    if (isDeepStrictEqual(record, database.record)) return;
    await writeRecord(target, session, database, record);
  });
}

type Adopted = {
  database: RecordedDatabase;
  record: Omit<DatabaseRecord, 'binding'>;
};

async function adopted(
  target: WriteContext,
  session: Session,
  database: RecordedDatabase,
  actor: string,
): Promise<Adopted> {
  const { record, unconfirmed, role, oid, missing, exists } = database;
  const at = target.now().toISOString();
  if (missing?.replacedBy)
    return replaced(target, session, database, { ...missing.replacedBy, at });
  if (record) return { database, record };
  if (!unconfirmed) {
    const { name, comment } = database;
    return {
      database,
      record: {
        pgstage: 1,
        database: name,
        spec: {},
        created: { at, by: actor },
        adopted: true,
        comment,
        finished: { at, oid },
      },
    };
  }
  const wasFinished = unconfirmed.finished ?? unconfirmed.credentials;
  return {
    database,
    record: {
      ...unconfirmed,
      database: target.name,
      // Without the role in the record, pgstage does not manage its login.
      adopted: role ? undefined : true,
      credentials: role ? confirmedCredentials(unconfirmed) : undefined,
      // The oid of an unsigned record can be that of any role.
      secondLogin: undefined,
      overlap: undefined,
      removing: undefined,
      finished: exists || wasFinished ? { at, oid } : undefined,
    },
  };
}

/** The password of the role itself: if another login is in the store, `reconcile` sets a new one. */
function confirmedCredentials({
  credentials,
}: DatabaseRecord): DatabaseRecord['credentials'] {
  return credentials?.login
    ? { ...credentials, login: undefined, state: 'pending' }
    : credentials;
}

/** @throws ConflictError unless the new database belongs to the same role and to no other record */
async function replaced(
  { name, signer }: WriteContext,
  session: Session,
  database: RecordedDatabase,
  { oid, owner, at }: { oid: number; owner: string; at: string },
): Promise<Adopted> {
  const { role } = database;
  const record = requireRecord(database);
  if (owner !== role) {
    throw new ConflictError(
      `Database '${name}' is not the database that pgstage created, and its owner is '${owner}': ${
        role
          ? `if it replaces that database, run ALTER DATABASE ... OWNER TO '${role}' first`
          : 'rename it first'
      }`,
    );
  }
  const records = await readRecords(session.query.bind(session), signer);
  const other = records.find(recorded => recorded.oid === oid);
  if (other) {
    throw new ConflictError(
      `Database '${name}' is '${other.name}', which was renamed outside of Backstage: undo the renaming first`,
    );
  }
  return {
    database: { ...database, exists: true, oid },
    record: { ...record, finished: { at, oid } },
  };
}
