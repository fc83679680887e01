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

/** `postgres:database:change` */
export function createChangeAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:change',
    description:
      'Changes what a PostgreSQL database is: version, size, instances, storage, extensions, limits, protection, options. Fields that are not given stay as they are. Waits until the change is done. Repeatable.',
    examples: changeExamples,
    // Derived from the spec, because a schema with a rule over all fields cannot be extended.
    input: databaseSpecSchema
      .omit({ database: true, user: true })
      .extend({ ref: refInput, waitSeconds: waitSecondsInput }),
    output: databaseOutputs,
    async run(run) {
      const { ctx, options } = run;
      const { ref, waitSeconds = DEFAULT_WAIT_SECONDS, ...asked } = run.input;
      const change = parseInput(changeDatabaseSchema, asked);
      ctx.logger.info(`Changing ${Object.keys(change).join(', ')} of ${ref}`);
      await retryTransient(run, () =>
        postgres.changeDatabase(ref, change, options),
      );
      const view = await waitForCondition(postgres, run, ref, {
        words: `${ref} has changed`,
        waitSeconds,
        isReached: seen =>
          seen !== undefined && seen.status.state !== 'changing',
        onMissing: failWhenMissing(postgres, run, ref),
      });
      const { state, reason } = view?.status ?? {};
      if (state === 'attention')
        ctx.logger.warn(`${ref} needs attention: ${reason}`);
      if (state === 'unknown')
        ctx.logger.warn(`The state of ${ref} is not known: ${reason}`);
      return toDatabaseOutputs(ref, view);
    },
  });
}
