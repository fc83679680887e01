import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import type { ActionRun } from './definePostgresAction';
import { lineOf } from './texts';
import type { WaitCondition } from './waitForCondition';

/** Waits until the database has a finished backup. Does not wait if none can be created. */
export function safeCondition(
  postgres: PostgresService,
  { options }: ActionRun<unknown>,
  ref: string,
): Pick<WaitCondition, 'description' | 'isReached' | 'obstacle'> {
  return {
    description: `${ref} has a finished backup`,
    isReached: view => view?.safe.value === true,
    async obstacle({ usable, operations }: DatabaseView) {
      const { supported, reason } = operations.backup;
      if (!usable.value || supported) return undefined;
      const { status, data } = await postgres.getBackups(ref, options);
      const mayCome =
        status !== 'ok' ||
        !data ||
        data.schedules?.length !== 0 ||
        data.backups.some(backup => backup.status === 'running');
      return mayCome
        ? undefined
        : `no backup is running or scheduled, and none can be created. ${
            reason ? lineOf(reason) : ''
          }`.trim();
    },
  };
}
