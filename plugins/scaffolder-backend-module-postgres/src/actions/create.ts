import {
  type DatabaseView,
  createDatabaseSchema,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { createTabUrl } from '../tabUrl';
import { definePostgresAction } from './definePostgresAction';
import { createExamples } from './examples';
import { waitForCondition } from './waitForCondition';
import { DEFAULT_WAIT_SECONDS, waitSecondsInput } from './inputs';
import { newDatabaseOutputs, toDatabaseOutputs } from './outputs';
import { retryTransient } from './retryTransient';
import { failWhenRemoved } from './missing';
import { usableCondition } from './usable';

/** `postgres:database:create` */
export function createCreateAction(
  postgres: PostgresService,
  tabUrl = createTabUrl(),
) {
  return definePostgresAction({
    id: 'postgres:database:create',
    description:
      'Creates a PostgreSQL database for a catalog entity, and waits until it is usable: it accepts a login, and everything requested exists. Idempotent: the same input returns the same database.',
    examples: createExamples,
    supportsDryRun: true,
    input: createDatabaseSchema
      .omit({ taskId: true })
      .extend({ waitSeconds: waitSecondsInput }),
    output: newDatabaseOutputs,
    async run(run) {
      const { ctx, options } = run;
      const { waitSeconds = DEFAULT_WAIT_SECONDS, ...fields } = run.input;
      const request = { ...fields, taskId: ctx.task.id };
      const where = `${fields.provider}:${fields.location}`;

      if (ctx.isDryRun) {
        const planned = await postgres.createDatabase(
          { ...request, dryRun: true },
          options,
        );
        ctx.logger.info(
          `Would create the database ${planned.database} with owner role ${planned.user} in ${where} for ${fields.entityRef}. The request is valid. Nothing was written.`,
        );
        return {
          ...toDatabaseOutputs(planned.ref, planned),
          url: tabUrl(fields.entityRef, planned.ref),
        };
      }

      let response: DatabaseView | undefined;
      const { ref } = await ctx.checkpoint({
        // Contains the ref, because the iterations of `each` share the checkpoints of their step.
        key: `create ${stringifyDatabaseRef(fields)}`,
        fn: async () => {
          ctx.logger.info(`Requesting the database ${fields.name} in ${where}`);
          response = await retryTransient(
            run,
            () => postgres.createDatabase(request, options),
            waitSeconds,
          );
          return { ref: response.ref };
        },
      });
      const view = await waitForCondition(postgres, run, ref, {
        ...usableCondition(ref),
        waitSeconds,
        onMissing: failWhenRemoved(ref, !response),
      });
      return {
        ...toDatabaseOutputs(ref, view ?? response),
        url: tabUrl(fields.entityRef, ref),
      };
    },
  });
}
