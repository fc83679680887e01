import {
  createBackupSchema,
  printableLine,
  type Backup,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';
import { definePostgresAction, type ActionRun } from './definePostgresAction';
import { explain, isTransient, isSignInExpired } from './errors';
import { backupExamples } from './examples';
import { DEFAULT_WAIT_SECONDS, refInput, waitSecondsInput } from './inputs';

const PAUSE_MS = 2_000;

/** `postgres:database:backup` */
export function createBackupAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:database:backup',
    description:
      'Creates a backup of a PostgreSQL database, and waits until it has finished.',
    examples: backupExamples,
    input: createBackupSchema.extend({
      ref: refInput,
      waitSeconds: waitSecondsInput,
    }),
    output: z.object({
      ref: z.string().describe('Ref of the database'),
      backupId: z.string().describe('Id of the backup'),
      finished: z.boolean().describe('Whether the backup has finished'),
    }),
    async run(run) {
      const { ctx, options } = run;
      const { ref, method, waitSeconds = DEFAULT_WAIT_SECONDS } = run.input;
      const { backupId } = await ctx.checkpoint({
        // A restart of the task must not create a second backup.
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
            backup.error ? printableLine(backup.error) : 'no reason given'
          }`,
        );
      }
      const finished = backup?.status === 'finished';
      ctx.logger.info(
        finished
          ? `Backup ${backupId} of ${ref} has finished`
          : `Backup ${backupId} of ${ref} continues without this task: follow it on the PostgreSQL tab`,
      );
      return { ref, backupId, finished };
    },
  });
}

/**
 * Returns the backup when it is no longer running. After the timeout, or when
 * the user's token has expired, returns the last observed backup.
 */
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
          'Your session expired while the task was waiting for the backup',
        );
        return backup;
      }
      if (ctx.signal?.aborted || !isTransient(error)) throw error;
      ctx.logger.warn(`${explain(error).message} (retrying)`);
    }
    await pause(PAUSE_MS, ctx.signal);
    ctx.signal?.throwIfAborted();
  }
  return backup;
}
