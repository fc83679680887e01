import {
  type DatabaseView,
  parseDatabaseRef,
  restoreDatabaseSchema,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { createTabUrl } from '../tabUrl';
import { definePostgresAction } from './definePostgresAction';
import { restoreExamples } from './examples';
import { waitForCondition } from './waitForCondition';
import { DEFAULT_WAIT_SECONDS, refInput, waitSecondsInput } from './inputs';
import { newDatabaseOutputs, toDatabaseOutputs } from './outputs';
import { retryTransient } from './retryTransient';
import { failWhenRemoved } from './missing';
import { usableCondition } from './usable';

/** `postgres:database:restore` */
export function createRestoreAction(
  postgres: PostgresService,
  tabUrl = createTabUrl(),
) {
  return definePostgresAction({
    id: 'postgres:database:restore',
    description:
      'Restores a PostgreSQL database into a new database, and waits until that is usable. The original database is not changed. Idempotent: the same input returns the same database.',
    examples: restoreExamples,
    input: restoreDatabaseSchema
      .omit({ taskId: true })
      .extend({ ref: refInput, waitSeconds: waitSecondsInput }),
    output: newDatabaseOutputs,
    async run(run) {
      const { ctx, options } = run;
      const {
        ref: source,
        waitSeconds = DEFAULT_WAIT_SECONDS,
        ...fields
      } = run.input;
      const request = { ...fields, taskId: ctx.task.id };
      const target = stringifyDatabaseRef({
        ...parseDatabaseRef(source),
        name: fields.name,
      });
      let response: DatabaseView | undefined;
      const { ref } = await ctx.checkpoint({
        key: `restore ${target}`,
        fn: async () => {
          ctx.logger.info(
            `Requesting the restore of ${source} into the new database ${fields.name}`,
          );
          response = await retryTransient(
            run,
            () => postgres.restoreDatabase(source, request, options),
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
