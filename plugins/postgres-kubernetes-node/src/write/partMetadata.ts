import type { KubernetesObject } from '../cluster';

/** Ref of the database that a part was made for. @public */
export const PART_OF = 'pgstage.io/part-of';

/** Label that says what has made an object; see {@link pgstageLabels}. */
const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** On everything that we make. @public */
export const pgstageLabels = { [MANAGED_BY]: 'pgstage' };

/** Selects what we made. @public */
export const pgstageSelector = `${MANAGED_BY}=pgstage`;

/** Whether we made an object. @public */
export function isManagedByPgstage({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[MANAGED_BY] === 'pgstage';
}

/** Marks an object as ours, so that it is found again and never taken for another's. @public */
export function partMetadata(
  { ref, namespace }: { ref: string; namespace: string },
  name: string,
): KubernetesObject['metadata'] {
  return {
    name,
    namespace,
    labels: { ...pgstageLabels },
    annotations: { [PART_OF]: ref },
  };
}

/** @public */
export function isPartOf(object: KubernetesObject, ref: string): boolean {
  return object.metadata.annotations?.[PART_OF] === ref;
}
