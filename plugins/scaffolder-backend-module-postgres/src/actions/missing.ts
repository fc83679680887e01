import { NotFoundError } from '@backstage/errors';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import type { ActionRun } from './definePostgresAction';
import type { NotFoundSince } from './waitForCondition';

/**
 * Longer than a replica of the backend takes to observe a database that another
 * replica created.
 */
const REPLICA_MS = 30_000;

/**
 * For waiting for a database that this task created: creating it again would
 * undo its removal. Does not fail for a user who may create the database but
 * not read it.
 *
 * @param wasCreatedBefore - created by this task before it was interrupted.
 */
export function failWhenRemoved(ref: string, wasCreatedBefore: boolean) {
  return async ({ wasFound, since }: NotFoundSince) => {
    const isKnown = wasFound || wasCreatedBefore;
    if (isKnown && Date.now() - since > REPLICA_MS) {
      throw new NotFoundError(
        `The database '${ref}' that this task created no longer exists, or you are no longer allowed to see it. The task does not recreate it: start a new task.`,
      );
    }
  };
}

/**
 * For waiting for an existing database: fails if the database is missing in all
 * replicas of the backend after its location has been read.
 */
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
        `The database '${ref}' does not exist, or you are not allowed to see it. Check the ref on the page of the database in the catalog.`,
      );
    }
  };
}
