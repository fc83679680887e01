import { NotFoundError } from '@backstage/errors';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import type { ActionRun } from './definePostgresAction';
import type { NotFoundSince } from './waitForCondition';

/** Longer than one replica of the backend takes to hear what another one made. */
const REPLICA_MS = 30_000;

/**
 * For a wait for a database that was made: making it again would undo its
 * removal. Who may make a database and not see it is left waiting.
 *
 * @param wasMadeBefore - by this task, before it was interrupted.
 */
export function failWhenRemoved(ref: string, wasMadeBefore: boolean) {
  return async ({ wasSeen, since }: NotFoundSince) => {
    const isKnown = wasSeen || wasMadeBefore;
    if (isKnown && Date.now() - since > REPLICA_MS) {
      throw new NotFoundError(
        `The database '${ref}' that this task made is gone, or you may no longer see it: the task does not make it again, start a new one for that.`,
      );
    }
  };
}

/** For a wait for a database that is there: not for one that no replica of the backend knows, once its location was read. */
export function failWhenMissing(
  postgres: PostgresService,
  { options }: ActionRun<unknown>,
  ref: string,
) {
  return async ({ since, isLast }: NotFoundSince) => {
    if (!isLast && Date.now() - since <= REPLICA_MS) return;
    const { complete } = await postgres.listDatabases({ limit: 1 }, options);
    if (complete) {
      throw new NotFoundError(
        `There is no database '${ref}', or you may not see it. Check the ref on the database's page in the catalog.`,
      );
    }
  };
}
