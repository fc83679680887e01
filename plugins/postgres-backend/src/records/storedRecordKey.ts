import { randomBytes } from 'node:crypto';
import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { RecordKey } from '@pgstage/backstage-plugin-postgres-node';

const TABLE = 'record_keys';
/** One key for all replicas of Backstage: a second replica uses the key of the first. */
const ID = 'generated';

/** Returns the key in the plugin's own database, and creates it at the first use. */
export async function storedRecordKey(
  database: DatabaseService,
): Promise<RecordKey> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@pgstage/backstage-plugin-postgres-backend',
        'migrations',
      ),
    });
  }
  await knex<RecordKey>(TABLE)
    .insert({ id: ID, key: randomBytes(32).toString('base64url') })
    .onConflict('id')
    .ignore();
  const stored = await knex<RecordKey>(TABLE).where({ id: ID }).first();
  if (!stored)
    throw new Error(`Table ${TABLE} does not return the key that was written`);
  return { id: stored.id, key: stored.key };
}
