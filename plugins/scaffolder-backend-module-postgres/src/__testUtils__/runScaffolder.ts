import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  postgresServiceRef,
  type PostgresService,
} from '@pgstage/backstage-plugin-postgres-node';
import { startScaffolder } from './scaffolder';

/**
 * Run as a process of its own, to be killed: a scaffolder over a database that
 * is usable at once, or that gets stuck in the named call. Writes its port,
 * then the name of every call.
 */
async function main(connection: object, stuckIn?: string) {
  const database = {
    ref: 'server:main/orders',
    usable: true,
    steps: [],
    endpoints: [],
  };
  const answerTo = (name: string) => async () => {
    process.stdout.write(`called ${name}\n`);
    return name === stuckIn
      ? new Promise<never>(() => {})
      : (database as never);
  };
  const postgres: Partial<PostgresService> = {
    createDatabase: answerTo('createDatabase'),
    getDatabase: answerTo('getDatabase'),
  };
  const { server } = await startScaffolder(
    connection,
    createServiceFactory({
      service: postgresServiceRef,
      deps: {},
      factory: () => postgres as PostgresService,
    }),
  );
  process.stdout.write(`port ${server.port()}\n`);
}

main(JSON.parse(process.argv[2]), process.argv[3]).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
