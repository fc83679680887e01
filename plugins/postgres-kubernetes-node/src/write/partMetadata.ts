import type { KubernetesObject } from '../cluster';

/** Ref of the database that a dependent was created for. @public */
export const PART_OF = 'pgstage.io/part-of';

/** Label with the program that manages an object; see {@link pgstageLabels}. */
const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** Labels of everything that pgstage creates. @public */
export const pgstageLabels = { [MANAGED_BY]: 'pgstage' };

/** Selects everything that pgstage created. @public */
export const pgstageSelector = `${MANAGED_BY}=pgstage`;

/** Whether pgstage created an object. @public */
export function isManagedByPgstage({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[MANAGED_BY] === 'pgstage';
}

/** Marks an object as created by pgstage for a database, so that it is found again and never mixed up. @public */
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
