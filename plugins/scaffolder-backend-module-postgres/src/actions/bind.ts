import { bindDatabaseSchema } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { definePostgresAction } from './definePostgresAction';
import { bindExamples } from './examples';
import { refInput } from './inputs';
import { databaseOutputs, toDatabaseOutputs } from './outputs';
import { retryTransient } from './retryTransient';

/** `postgres:database:bind` */
export function createBindAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:bind',
    description:
      'Changes the catalog entities and the owner of a PostgreSQL database. Can also adopt an existing database that belongs to no entity yet. Idempotent.',
    examples: bindExamples,
    input: bindDatabaseSchema.extend({ ref: refInput }),
    output: databaseOutputs,
    async run(run) {
      const { ref, ...binding } = run.input;
      const view = await retryTransient(run, () =>
        postgres.bindDatabase(ref, binding, run.options),
      );
      run.ctx.logger.info(
        `${ref} belongs to ${
          view.binding?.entityRefs.join(', ') || 'no entity'
        }, owned by ${view.binding?.owner ?? 'nobody'}`,
      );
      return toDatabaseOutputs(ref, view);
    },
  });
}
