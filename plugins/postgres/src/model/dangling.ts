import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';

/** The entities of a database that the reader may confirm, with their uids. */
export function confirmable({
  dangling = [],
}: DatabaseView): Record<string, string> {
  return Object.fromEntries(
    dangling.flatMap(({ entityRef, uid, confirm }) =>
      uid && confirm?.allowed ? [[entityRef, uid]] : [],
    ),
  );
}
