import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { type ClusterContext, foundAlone } from './model';
import { toDatabase } from './observe';

/** What a dry run answers: the database as it would be, of which nothing exists yet. */
export function plannedDatabase(
  context: ClusterContext,
  object: KubernetesObject,
): Database {
  const now = new Date();
  return {
    ...toDatabase(foundAlone(context.name, object), now),
    status: {
      state: 'unknown',
      reason: 'It would be created; this was a dry run',
      since: now.toISOString(),
    },
    usable: false,
    safe: false,
    steps: [],
    attention: [],
  };
}
