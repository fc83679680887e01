import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { z } from 'zod';
import { definePostgresAction } from './definePostgresAction';
import { rotatePasswordExamples } from './examples';
import { refInput } from './inputs';
import { databaseOutputs, toDatabaseOutputs } from './outputs';
import { placeOf, rotateOnce } from './rotateOnce';

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
      const view = await rotateOnce(postgres, run, ref, () =>
        postgres.rotatePassword(ref, options),
      );
      ctx.logger.info(
        `The new password of ${ref} is in ${placeOf(
          view,
        )}. The database may take some seconds to accept it; applications must read it again.`,
      );
      return toDatabaseOutputs(ref, view);
    },
  });
}
