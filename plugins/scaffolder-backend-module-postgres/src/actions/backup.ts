import {
  createBackupSchema,
  type Backup,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';
import { definePostgresAction, type ActionRun } from './definePostgresAction';
import { explain, isPassing, isSignInExpired } from './errors';
import { backupExamples } from './examples';
import { DEFAULT_WAIT_SECONDS, refInput, waitSecondsInput } from './inputs';

const PAUSE_MS = 2_000;

/** `postgres:database:backup` */
export function createBackupAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:backup',
    description:
      'Takes a backup of a PostgreSQL database now, and waits until it is finished.',
    examples: backupExamples,
    input: createBackupSchema.extend({
      ref: refInput,
      waitSeconds: waitSecondsInput,
    }),
    output: z.object({
      ref: z.string().describe('Ref of the database'),
      backupId: z.string().describe('Id of the backup'),
      finished: z.boolean().describe('Whether the backup is finished'),
    }),
    async run(run) {
      const { ctx, options } = run;
      const { ref, method, waitSeconds = DEFAULT_WAIT_SECONDS } = run.input;
      const { backupId } = await ctx.checkpoint({
        // So that a restart does not take a second backup.
        key: `backup ${ref}`,
        fn: async () => ({
          backupId: (await postgres.createBackup(ref, { method }, options)).id,
        }),
      });
      ctx.logger.info(`Backup ${backupId} of ${ref} started`);
      const backup = await followBackup(postgres, run, {
        ref,
        backupId,
        waitSeconds,
      });
      if (backup?.status === 'failed') {
        throw new Error(
          `Backup ${backupId} of ${ref} failed: ${
            backup.error ?? 'no reason given'
          }`,
        );
      }
      const finished = backup?.status === 'finished';
      ctx.logger.info(
        finished
          ? `Backup ${backupId} of ${ref} is finished`
          : `Backup ${backupId} of ${ref} goes on without this task: follow it on the tab PostgreSQL`,
      );
      return { ref, backupId, finished };
    },
  });
}

/** The backup once it is no longer running, or as it was seen last when time is up or the sign-in has run out. */
async function followBackup(
  postgres: PostgresService,
  { ctx, options }: ActionRun<unknown>,
  {
    ref,
    backupId,
    waitSeconds,
  }: { ref: string; backupId: string; waitSeconds: number },
): Promise<Backup | undefined> {
  const deadline = Date.now() + waitSeconds * 1000;
  let backup: Backup | undefined;
  let trouble: string | undefined;
  while (Date.now() < deadline) {
    try {
      const { data, message } = await postgres.getBackups(ref, options);
      backup = data?.backups.find(({ id }) => id === backupId) ?? backup;
      if (backup && backup.status !== 'running') return backup;
      if (message && message !== trouble) ctx.logger.warn(message);
      trouble = message;
    } catch (error) {
      if (isSignInExpired(error)) {
        ctx.logger.warn(
          'Your sign-in expired while the task was waiting for the backup',
        );
        return backup;
      }
      if (ctx.signal?.aborted || !isPassing(error)) throw error;
      ctx.logger.warn(`${explain(error).message} (still trying)`);
    }
    await pause(PAUSE_MS, ctx.signal);
    ctx.signal?.throwIfAborted();
  }
  return backup;
}
