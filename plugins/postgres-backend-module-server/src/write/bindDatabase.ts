import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import type { Binding } from '@pgstage/backstage-plugin-postgres-common';
import type { DatabaseRecord } from '../record';
import { normalBinding } from './planCreate';
import { getDatabase, type Target, withLock, writeRecord } from './Target';

/**
 * Replaces the binding. Adopting writes the record and nothing else: the
 * comment that was there is kept inside it.
 *
 * @throws ConflictError for a database that is not ours, unless adopted.
 */
export async function bindDatabase(
  target: Target,
  binding: Binding,
  {
    actor,
    adopt,
    signal,
  }: { actor: string; adopt?: boolean; signal?: AbortSignal },
): Promise<void> {
  await withLock(target, signal, async session => {
    const database = await getDatabase(target, session);
    if (!database.record && !adopt) {
      throw new ConflictError(
        `Database '${target.name}' was not made by pgstage and belongs to no entity: bind it with adopt to take it over`,
      );
    }
    const before: DatabaseRecord = database.record ?? {
      pgstage: 1,
      database: target.name,
      spec: {},
      binding,
      created: { at: new Date().toISOString(), by: actor },
      adopted: true,
      comment: database.comment,
    };
    const record = { ...before, binding: normalBinding(binding) };
    if (isDeepStrictEqual(record, database.record)) return;
    await writeRecord(session, database, record);
  });
}
