import {
  invalidField,
  parseDatabaseRef,
  removeDatabaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { z } from 'zod';
import { definePostgresAction } from './definePostgresAction';
import { deleteExamples } from './examples';
import { waitForCondition } from './waitForCondition';
import { DEFAULT_WAIT_SECONDS, refInput, waitSecondsInput } from './inputs';
import { retryTransient } from './retryTransient';

/** `postgres:database:delete` */
export function createDeleteAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:delete',
    description:
      'Removes a PostgreSQL database with its data, its role and its credentials, and waits until it no longer exists. Does nothing if the database does not exist.',
    examples: deleteExamples,
    input: removeDatabaseSchema.extend({
      ref: refInput,
      confirm: z
        .string()
        .describe(
          'The name of the database, typed again by the user to confirm the removal',
        ),
      waitSeconds: waitSecondsInput,
    }),
    output: z.object({
      ref: z.string().describe('Ref of the database'),
      removed: z.boolean().describe('Whether the database no longer exists'),
    }),
    async run(run) {
      const {
        ref,
        confirm,
        force,
        waitSeconds = DEFAULT_WAIT_SECONDS,
      } = run.input;
      const { name } = parseDatabaseRef(ref);
      if (confirm !== name) {
        throw invalidField(
          'confirm',
          `must be '${name}', the name of the database to remove`,
        );
      }
      run.ctx.logger.info(`Removing ${ref} with its data`);
      await retryTransient(run, () =>
        postgres.removeDatabase(ref, { force }, run.options),
      );
      let removed = false;
      await waitForCondition(postgres, run, ref, {
        description: `${ref} no longer exists`,
        waitSeconds,
        isReached: view => {
          removed = view === undefined;
          return removed;
        },
        onMissing: async () => undefined,
      });
      return { ref, removed };
    },
  });
}
