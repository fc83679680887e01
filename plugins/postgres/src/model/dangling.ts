import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';

/** Returns the entities of a database that the user may confirm, with their uids. */
export function confirmable({
  dangling = [],
}: DatabaseView): Record<string, string> {
  return Object.fromEntries(
    dangling.flatMap(({ entityRef, uid, confirm }) =>
      uid && confirm?.allowed ? [[entityRef, uid]] : [],
    ),
  );
}
