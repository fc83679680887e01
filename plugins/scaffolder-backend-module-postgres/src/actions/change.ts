import {
  changeDatabaseSchema,
  databaseSpecSchema,
  parseInput,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { definePostgresAction } from './definePostgresAction';
import { changeExamples } from './examples';
import { waitForCondition } from './waitForCondition';
import { failWhenMissing } from './missing';
import { DEFAULT_WAIT_SECONDS, refInput, waitSecondsInput } from './inputs';
import { databaseOutputs, toDatabaseOutputs } from './outputs';
import { retryTransient } from './retryTransient';
import { lineOf } from './texts';

/** `postgres:database:change` */
export function createChangeAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:change',
    description:
      'Changes the settings of a PostgreSQL database: version, size, instances, storage, extensions, limits, protection, options. Omitted fields stay unchanged. Waits until the change is complete. Idempotent.',
    examples: changeExamples,
    // Derived from the schema of the spec, because a schema with a rule over
    // all fields cannot be extended.
    input: databaseSpecSchema
      .omit({ database: true, user: true })
      .extend({ ref: refInput, waitSeconds: waitSecondsInput }),
    output: databaseOutputs,
    async run(run) {
      const { ctx, options } = run;
      const { ref, waitSeconds = DEFAULT_WAIT_SECONDS, ...fields } = run.input;
      const change = parseInput(changeDatabaseSchema, fields);
      ctx.logger.info(`Changing ${Object.keys(change).join(', ')} of ${ref}`);
      await retryTransient(run, () =>
        postgres.changeDatabase(ref, change, options),
      );
      const view = await waitForCondition(postgres, run, ref, {
        description: `${ref} has been changed`,
        waitSeconds,
        isReached: current =>
          current !== undefined && current.status.state !== 'changing',
        onMissing: failWhenMissing(postgres, run, ref),
      });
      if (view?.status.state === 'attention')
        ctx.logger.warn(
          `${ref} needs attention: ${lineOf(view.status.reason)}`,
        );
      if (view?.status.state === 'unknown')
        ctx.logger.warn(
          `The state of ${ref} is unknown: ${lineOf(view.status.reason)}`,
        );
      return toDatabaseOutputs(ref, view);
    },
  });
}
