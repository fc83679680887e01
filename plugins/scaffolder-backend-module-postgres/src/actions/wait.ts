import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { z } from 'zod';
import { definePostgresAction } from './definePostgresAction';
import { waitExamples } from './examples';
import { waitForCondition } from './waitForCondition';
import { failWhenMissing } from './missing';
import { DEFAULT_WAIT_SECONDS, refInput, waitSecondsInput } from './inputs';
import { databaseOutputs, toDatabaseOutputs } from './outputs';
import { safeCondition } from './safe';
import { usableCondition } from './usable';

/** `postgres:database:wait` */
export function createWaitAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:wait',
    description:
      'Waits until a PostgreSQL database is usable (it accepts a login, and everything requested exists) or safe (it has a finished backup).',
    examples: waitExamples,
    input: z.strictObject({
      ref: refInput,
      until: z
        .enum(['usable', 'safe'])
        .optional()
        .describe(
          'usable (the default): it accepts a login, and everything requested exists; safe: it has a finished backup, but the step does not wait if no backup can be created',
        ),
      waitSeconds: waitSecondsInput,
    }),
    output: databaseOutputs,
    async run(run) {
      const {
        ref,
        until = 'usable',
        waitSeconds = DEFAULT_WAIT_SECONDS,
      } = run.input;
      const condition =
        until === 'usable'
          ? usableCondition(ref)
          : safeCondition(postgres, run, ref);
      const view = await waitForCondition(postgres, run, ref, {
        ...condition,
        waitSeconds,
        onMissing: failWhenMissing(postgres, run, ref),
      });
      return toDatabaseOutputs(ref, view);
    },
  });
}
