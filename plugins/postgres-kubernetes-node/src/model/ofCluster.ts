import type { ObjectId, WatchedKind } from '../cluster';

/** Name of the index for dependents, with values `namespace/cluster`. @public */
export const BY_CLUSTER = 'cluster';

/** Returns index and affected keys of a kind whose objects name their database. @public */
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
