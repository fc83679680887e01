import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { z } from 'zod';
import { definePostgresAction } from './definePostgresAction';
import { rotatePasswordExamples } from './examples';
import { waitForCondition } from './waitForCondition';
import { failWhenMissing } from './missing';
import { refInput } from './inputs';
import { databaseOutputs, toDatabaseOutputs } from './outputs';

/** `postgres:database:rotate-password` */
export function createRotatePasswordAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:rotate-password',
    description:
      'Rotates the password of a PostgreSQL database. The new password replaces the old one in the credential store and never passes through the task; applications must read it again.',
    examples: rotatePasswordExamples,
    input: z.strictObject({ ref: refInput }),
    output: databaseOutputs,
    async run(run) {
      const { ctx, options } = run;
      const { ref } = run.input;
      let view: DatabaseView | undefined;
      await ctx.checkpoint({
        // A restart of the task must not rotate the password twice.
        key: `rotate ${ref}`,
        fn: async () => {
          view = await postgres.rotatePassword(ref, options);
          return { ref };
        },
      });
      view ??= await waitForCondition(postgres, run, ref, {
        description: `${ref} has been read`,
        waitSeconds: 60,
        isReached: current => current !== undefined,
        onMissing: failWhenMissing(postgres, run, ref),
      });
      ctx.logger.info(
        `The new password of ${ref} is in ${
          view?.credentials?.secretRef ?? 'its credential store'
        }. The database may take some seconds to accept it; applications must read it again.`,
      );
      return toDatabaseOutputs(ref, view);
    },
  });
}
