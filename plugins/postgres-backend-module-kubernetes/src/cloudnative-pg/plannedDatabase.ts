import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { type ClusterContext, foundAlone } from './model';
import { toDatabase } from './observe';

const DRY_RUN = 'It would be created; this was a dry run';

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
      reason: DRY_RUN,
      since: now.toISOString(),
    },
    usable: unknown(DRY_RUN),
    safe: unknown(DRY_RUN),
    steps: [],
    attention: [],
  };
}
