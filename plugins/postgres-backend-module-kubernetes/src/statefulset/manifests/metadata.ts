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

/** Returns the metadata of a part with data or a password. It stays if somebody deletes the Service, and is deleted only when the database is removed. */
export function keptMetadataOf(
  plan: DatabasePlan,
  name: string,
  more: Record<string, string> = {},
): KubernetesObject['metadata'] {
  const { labels: own, ...metadata } = partMetadata(plan, name);
  const { owner } = plan;
  return {
    ...metadata,
    labels: {
      ...own,
      ...selectorOf(plan),
      ...(owner && { [labels.owner]: owner.uid }),
      ...more,
    },
  };
}

/** Returns the metadata of any other part. Kubernetes deletes it with the Service that owns it. */
export function metadataOf(
  plan: DatabasePlan,
  name: string,
  more: Record<string, string> = {},
): KubernetesObject['metadata'] {
  return {
    ...keptMetadataOf(plan, name, more),
    ...(plan.owner && { ownerReferences: [plan.owner] }),
  };
}
