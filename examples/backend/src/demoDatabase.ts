import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { startDemoWrites } from '@pgstage/example-postgres';
import { postgresServiceRef } from '@pgstage/backstage-plugin-postgres-node';
import { setTimeout as sleep } from 'node:timers/promises';
import pgpass from 'pgpass';

/** The request of the demo, as from the template. */
const request = {
  provider: 'server',
  location: 'main',
  name: 'orders-db',
  entityRef: 'component:default/orders',
  extensions: ['pg_trgm'],
  connectionLimit: 20,
  protected: true,
};

/** Reads the entry of the credential store in the file `PGPASSFILE`. */
function storedPassword(login: pgpass.Login): Promise<string> {
  return new Promise((resolve, reject) =>
    pgpass(login, found =>
      found ? resolve(found) : reject(new Error('No password is stored yet')),
    ),
  );
}

/**
 * Creates a database for the component `orders`, a first backup and a writer,
 * so that the first page of a user has data. A restart repeats all of it.
 */
export default createBackendPlugin({
  pluginId: 'demo',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        postgres: postgresServiceRef,
      },
      async init({ auth, lifecycle, logger, postgres }) {
        const stopped = new AbortController();
        const { signal } = stopped;

        const provision = async () => {
          const credentials = await auth.getOwnServiceCredentials();
          const options = { credentials, signal };
          // Changes of users since the first start are kept.
          const { items } = await postgres.listDatabases(
            { entityRef: request.entityRef },
            options,
          );
          const database =
            items.find(({ name }) => name === request.name) ??
            (await postgres.createDatabase(request, options));
          const { data } = await postgres.getBackups(database.ref, options);
          if (data?.backups.length === 0) {
            await postgres.createBackup(database.ref, {}, options);
          }
          return database;
        };

        const run = async () => {
          while (!signal.aborted) {
            try {
              const {
                database = request.name,
                user,
                endpoints,
              } = await provision();
              const { host, port } = endpoints[0];
              logger.info(`${request.name} is ready for ${request.entityRef}`);
              const login = { host, port, database, user: user! };
              await startDemoWrites(
                { ...login, password: () => storedPassword(login) },
                { signal, log: line => logger.info(line) },
              );
            } catch (error) {
              // The catalog may not have read the component yet.
              logger.info(`Retrying: ${toError(error).message}`);
              await sleep(1000, undefined, { signal }).catch(() => {});
            }
          }
        };

        lifecycle.addStartupHook(() => void run());
        lifecycle.addShutdownHook(() => stopped.abort());
      },
    });
  },
});
