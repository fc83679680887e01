import type { CreateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { Link } from '../links/Link';
import type { OperationId } from '../plan';
import type { Api } from './Api';

/** The entity of every database, and the one that `bind` adds. */
export const ENTITY = 'component:default/storefront';
export const ADDED = 'component:default/orders';

/** Returns the request for a database. */
export function requestFor(
  { place, fields }: Link,
  name: string,
): CreateDatabase {
  return { ...place, ...fields, name, entityRef: ENTITY, protected: false };
}

export const refOf = ({ place }: Link, name: string) =>
  `${place.provider}:${place.location}/${name}`;

/** Sends the request of an operation; for `create`, the database does not exist yet. */
export function send(
  { client }: Api,
  operation: OperationId,
  link: Link,
  name: string,
): Promise<unknown> {
  const ref = refOf(link, name);
  switch (operation) {
    case 'create':
      return client.createDatabase(requestFor(link, name));
    case 'bind':
      return client.bindDatabase(ref, { add: [ADDED] });
    case 'change':
      return client.changeDatabase(ref, link.change);
    case 'rotate':
      return client.rotatePassword(ref);
    case 'backup':
      return client.createBackup(ref, {});
    case 'remove':
      return client.removeDatabase(ref, {});
    default:
      throw new TypeError(`Unknown operation ${operation satisfies never}`);
  }
}
