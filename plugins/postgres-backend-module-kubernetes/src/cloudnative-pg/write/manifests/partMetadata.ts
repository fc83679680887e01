import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels } from '../../model';
import type { Plan } from './clusterManifest';

/** Ref of the database that a part was made for. */
export const PART_OF = 'pgstage.io/part-of';

/** Marks an object as ours, so that it is found again and never taken for another's. */
export function partMetadata(
  { ref, namespace }: Pick<Plan, 'ref' | 'namespace'>,
  name: string,
): KubernetesObject['metadata'] {
  return {
    name,
    namespace,
    labels: { [labels.managedBy]: 'pgstage' },
    annotations: { [PART_OF]: ref },
  };
}

export function isPartOf(object: KubernetesObject, ref: string): boolean {
  return object.metadata.annotations?.[PART_OF] === ref;
}
