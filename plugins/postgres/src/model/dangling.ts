import {
  DanglingEntity,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';

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

/** What is known of an entity that gives no rights. */
export const danglingWord: Record<DanglingEntity['state'], string> = {
  gone: 'gone from the catalog',
  replaced: 'another of the same name',
  unconfirmed: 'not confirmed',
};
