import type { ObjectId, WatchedKind } from '../cluster';

/** Name of the index by which parts are found, with values `namespace/cluster`. @public */
export const BY_CLUSTER = 'cluster';

/** Index and affected key of a kind whose objects name the database that they are of. @public */
export function ofCluster<T extends { cluster: string }>(): Pick<
  WatchedKind<T>,
  'indexes' | 'affects'
> {
  const key = ({ cluster }: T, { namespace }: ObjectId) =>
    `${namespace}/${cluster}`;
  return {
    indexes: (part, id) => ({ [BY_CLUSTER]: [key(part, id)] }),
    affects: (part, id) => [key(part, id)],
  };
}
