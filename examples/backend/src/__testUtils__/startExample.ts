import { join } from 'node:path';
import { freePort } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { startTestPostgres } from '@pgstage/example-postgres';
import { startBackend } from './startBackend';
import { tapPostgres } from './tappedPostgres';

/** Starts PostgreSQL as in the demo, and the example backend on it any number of times. */
export async function startExample() {
  const postgres = await startTestPostgres({ archive: false });
  const tap = await tapPostgres(postgres.primary);
  const { roles, standby, dataDir } = postgres;
  const port = await freePort();
  const passwordFile = join(dataDir, 'credentials/pgpass');
  return {
    postgres,
    tap,
    passwordFile,
    /** @param more - additional variables, such as `APP_CONFIG_` for a part of the configuration */
    startBackend: (more: Record<string, string> = {}) =>
      startBackend(port, {
        PGSTAGE_DATA_DIR: dataDir,
        PGSTAGE_POSTGRES_HOST: '127.0.0.1',
        PGSTAGE_POSTGRES_PORT: String(tap.port),
        PGSTAGE_POSTGRES_USER: roles.backstage.user,
        PGSTAGE_POSTGRES_PASSWORD: roles.backstage.password,
        PGSTAGE_STANDBY_PORT: String(standby?.port),
        PGSTAGE_ADMIN_USER: roles.pgstage.user,
        PGSTAGE_ADMIN_PASSWORD: roles.pgstage.password,
        PGSTAGE_BACKUP_DIR: postgres.backupDir,
        PGPASSFILE: passwordFile,
        // Without the default wait of half a minute before a killed task is recovered.
        APP_CONFIG_scaffolder_taskRecovery_staleTimeout: '{"seconds":3}',
        ...more,
      }),
    async stop() {
      tap.close();
      await postgres.remove();
    },
  };
}
