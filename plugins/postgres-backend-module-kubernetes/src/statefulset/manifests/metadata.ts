import {
  partMetadata,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels, namesOf } from '../model';
import type { DatabasePlan } from './plan';

/** Returns the labels that select all pods of a database. `app` is for people. */
export function selectorOf({ name }: Pick<DatabasePlan, 'name'>) {
  const { readWrite } = namesOf(name);
  return { app: readWrite, [labels.cluster]: readWrite };
}

/** Returns the metadata of a part. Kubernetes deletes it with the Service that owns it. */
export function metadataOf(
  plan: DatabasePlan,
  name: string,
  more: Record<string, string> = {},
): KubernetesObject['metadata'] {
  const metadata = partMetadata(plan, name);
  return {
    ...metadata,
    labels: { ...metadata.labels, ...selectorOf(plan), ...more },
    ...(plan.owner && { ownerReferences: [plan.owner] }),
  };
}
