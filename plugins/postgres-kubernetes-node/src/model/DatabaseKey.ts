import {
  parseDatabaseRef,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import { NotFoundError } from '@backstage/errors';

/** Kubernetes cluster, namespace and name of a database, from its ref. @public */
export interface DatabaseKey {
  /** Name of the Kubernetes cluster. */
  cluster: string;
  namespace: string;
  name: string;
}

/** `<cluster>/<namespace>`. @public */
export function locationOf({
  cluster,
  namespace,
}: Pick<DatabaseKey, 'cluster' | 'namespace'>): string {
  return `${cluster}/${namespace}`;
}

/** Refs of a provider: `<provider>:<cluster>/<namespace>/<name>`. @public */
export function refsOf(provider: string) {
  return {
    refOf: ({ cluster, namespace, name }: DatabaseKey): string =>
      stringifyDatabaseRef({
        provider,
        location: locationOf({ cluster, namespace }),
        name,
      }),
    /** Whether a ref belongs to this provider. */
    isOwn: (ref: string): boolean => ref.startsWith(`${provider}:`),
    /** @throws NotFoundError if the ref does not belong to this provider. */
    keyOf: (ref: string): DatabaseKey => {
      const { provider: own, location, name } = parseDatabaseRef(ref);
      const [cluster, namespace, ...more] = location.split('/');
      if (own !== provider || !namespace || more.length) {
        throw new NotFoundError(
          `There is no database '${ref}': refs of this provider have the form '${provider}:<cluster>/<namespace>/<name>'`,
        );
      }
      return { cluster, namespace, name };
    },
  };
}
