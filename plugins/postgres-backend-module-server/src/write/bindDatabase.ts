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
 * Replaces the binding. Adopting writes the record and nothing else. It takes
 * over a database of others, whose comment is kept inside the record; confirms
 * a record that we did not sign; or takes a database that has the place of a
 * lost one for it.
 *
 * @throws ConflictError for a database that is not ours, unless adopted.
 */
export async function bindDatabase(
  target: WriteContext,
  binding: Binding,
  {
    actor,
    adopt,
    signal,
  }: { actor: string; adopt?: boolean; signal?: AbortSignal },
): Promise<void> {
  await withLock(target, signal, async session => {
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
  const at = new Date().toISOString();
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
      // Without its role its login is not ours any more.
      adopted: role ? undefined : true,
      credentials: role ? unconfirmed.credentials : undefined,
      removing: undefined,
      finished: exists || wasFinished ? { at, oid } : undefined,
    },
  };
}

/** @throws ConflictError unless the new database is of the same role, and nobody else's. */
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
      `Database '${name}' is another than the one that was made here, and '${owner}' owns it: ${
        role
          ? `ALTER DATABASE ... OWNER TO '${role}' first, if it shall take its place`
          : 'rename it first'
      }`,
    );
  }
  const records = await readRecords(session.query.bind(session), signer);
  const other = records.find(recorded => recorded.oid === oid);
  if (other) {
    throw new ConflictError(
      `Database '${name}' is '${other.name}', which was renamed outside of Backstage: rename it back first`,
    );
  }
  return {
    database: { ...database, exists: true, oid },
    record: { ...record, finished: { at, oid } },
  };
}
