import { rotateLoginSchema } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { definePostgresAction } from './definePostgresAction';
import { rotateLoginExamples } from './examples';
import { refInput } from './inputs';
import { databaseOutputs, toDatabaseOutputs } from './outputs';
import { placeOf, rotateOnce } from './rotateOnce';

/** `postgres:database:rotate-login` */
export function createRotateLoginAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:rotate-login',
    description:
      'Rotates the login of a PostgreSQL database with an overlap. Another user name with a new password replaces the entry in the credential store; the previous login works until the end of the overlap. No password passes through the task. Applications must read user and password again before then.',
    examples: rotateLoginExamples,
    input: rotateLoginSchema.extend({ ref: refInput }),
    output: databaseOutputs,
    async run(run) {
      const { ctx, options } = run;
      const { ref, ...request } = run.input;
      const view = await rotateOnce(postgres, run, ref, () =>
        postgres.rotateLogin(ref, request, options),
      );
      // During the overlap, the reason why no other rotation can start has the time of its end.
      const support = view?.operations['rotate-login'];
      const overlap = support?.supported && support.obstacle?.text;
      ctx.logger.info(
        `The new login of ${ref} is in ${placeOf(
          view,
        )}: applications must read user and password again.${
          overlap ? ` ${overlap}` : ''
        }`,
      );
      return toDatabaseOutputs(ref, view);
    },
  });
}
