import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import type { ActionRun } from './definePostgresAction';
import { failWhenMissing } from './missing';
import { waitForCondition } from './waitForCondition';

/** Rotates the credentials once, also if the task restarts. Returns the database. */
export async function rotateOnce(
  postgres: PostgresService,
  run: ActionRun<unknown>,
  ref: string,
  rotate: () => Promise<DatabaseView>,
): Promise<DatabaseView | undefined> {
  let view: DatabaseView | undefined;
  await run.ctx.checkpoint({
    key: `rotate ${ref}`,
    fn: async () => {
      view = await rotate();
      return { ref };
    },
  });
  return (
    view ??
    waitForCondition(postgres, run, ref, {
      description: `${ref} has been read`,
      waitSeconds: 60,
      isReached: current => current !== undefined,
      onMissing: failWhenMissing(postgres, run, ref),
    })
  );
}

/** Returns where the credentials of a database are, for a log line. */
export function placeOf(view: DatabaseView | undefined): string {
  return view?.credentials?.secretRef ?? 'its credential store';
}
