import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { DumpConfig, ServerConfig } from '../config';
import { ServerProvider } from '../provider/ServerProvider';
import { eventually, recordingConnection } from './observedServer';
import { actor, signer, startTestServer } from './testServer';

export const options = { actor };

/**
 * A table whose rows can be inserted, and thus restored, only while the role
 * `gate` exists; an insert waits for it. If the role `closed` exists, it fails.
 */
const GATED_TABLE = `
  CREATE FUNCTION gate() RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    LOOP
      IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'closed') THEN
        RAISE 'The gate is closed';
      END IF;
      EXIT WHEN EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'gate');
      PERFORM pg_catalog.pg_sleep(0.02);
    END LOOP;
    RETURN true;
  END $$;
  CREATE TABLE gated (id int CHECK (public.gate()));
  INSERT INTO gated SELECT generate_series(1, 3);`;

/** Starts a server, and providers as of several Backstage replicas that dump and restore its databases. */
export async function startRestoreServer(
  binDirectory: string | string[],
  dumps: Partial<DumpConfig> = {},
) {
  const server = await startTestServer();
  const directory = await mkdtemp(path.join(tmpdir(), 'pgstage-dumps-'));
  const config: ServerConfig = {
    ...server.config,
    dumps: {
      directory,
      binDirectory,
      minimumIntervalMinutes: 0,
      keep: 20,
      keepDays: 30,
      timeoutMinutes: 5,
      ...dumps,
    },
  };
  const opened: ServerProvider[] = [];
  await server.admin.query('CREATE ROLE gate');
  return {
    ...server,
    config,
    /** Starts a replica of Backstage, and records what it reports. */
    replica: async () => {
      const provider = new ServerProvider({
        servers: [config],
        credentialStore: () => server.store,
        signer,
        logger: mockServices.logger.mock(),
      });
      opened.push(provider);
      const seen = recordingConnection();
      await provider.connect(seen);
      return { provider, databases: seen.databases };
    },
    openGate: () =>
      server.admin.query('DROP ROLE IF EXISTS gate, closed; CREATE ROLE gate'),
    closeGate: () => server.admin.query('DROP ROLE gate'),
    /** Creates {@link GATED_TABLE} in a database. The gate must be open. */
    createGated: (name: string) => server.asApplication(name, GATED_TABLE),
    /** Takes a dump, and returns its id. */
    dump: async (provider: ServerProvider, name: string) => {
      const ref = `server:main/${name}`;
      const { id } = await provider.createBackup(
        ref,
        { method: 'logical' },
        options,
      );
      const dump = await eventually(
        async () =>
          (
            await provider.listBackups(ref)
          ).backups.find(backup => backup.id === id),
        backup => backup?.status !== 'running',
      );
      expect(dump).toMatchObject({ status: 'finished' });
      return id;
    },
    stop: async () => {
      await Promise.all(opened.map(provider => provider.disconnect()));
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}

export type RestoreServer = Awaited<ReturnType<typeof startRestoreServer>>;
