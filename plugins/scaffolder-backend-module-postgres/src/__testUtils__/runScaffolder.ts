import { createServiceFactory } from '@backstage/backend-plugin-api';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import {
  postgresServiceRef,
  type PostgresService,
} from '@pgstage/backstage-plugin-postgres-node';
import { startScaffolder } from './scaffolder';

/** Behavior of a call that does not return normally, by its name. */
export type Behavior = 'hangs' | 'rejects, then fails';

const errors = [
  invalidField('name', 'must not begin with pg_'),
  new RangeError('a bug'),
];

/**
 * Runs in a separate process, to be killed: a scaffolder with a database that
 * is usable immediately. Writes its port, then the name of every call.
 */
async function main(connection: object, behaviors: Record<string, Behavior>) {
  const database = {
    ref: 'server:main/orders',
    usable: { value: true },
    safe: { value: null },
    steps: [],
    endpoints: [],
  };
  const respondTo = (name: string) => async () => {
    process.stdout.write(`called ${name}\n`);
    if (behaviors[name] === 'hangs') return new Promise<never>(() => {});
    const error = behaviors[name] && errors.shift();
    if (error) throw error;
    return database as never;
  };
  const postgres: Partial<PostgresService> = {
    createDatabase: respondTo('createDatabase'),
    getDatabase: respondTo('getDatabase'),
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

main(JSON.parse(process.argv[2]), JSON.parse(process.argv[3])).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
