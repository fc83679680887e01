import type {
  FollowUpRules,
  ReconcileRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ClusterContext, CloudNativePgSnapshot } from '../model';
import { factsOf, keepsLogin } from '../observe';
import { mayCreateSchedule } from './mayWritePart';
import { initSqlRequestOf } from './initSqlRequest';
import { orphans } from './parts';
import { reconcileDatabase } from './reconcileDatabase';

/** How Clusters are reconciled with their records. */
export const reconcileRules: ReconcileRules<
  CloudNativePgSnapshot,
  ClusterContext
> = {
  reconcile: reconcileDatabase,
  loginVersionOf: ({ status }) =>
    status.secretsResourceVersion?.applicationSecretVersion,
  orphans,
};

/**
 * Work that follows from observations: a login that the operator has created is
 * stored, and the backup schedule is created once backups can start.
 */
export const followUpRules: FollowUpRules<
  CloudNativePgSnapshot,
  ClusterContext
> = {
  reconcile: reconcileDatabase,
  workOf: ({ credentials }, snapshot) => [
    ...(!credentials && hasNewLogin(snapshot) ? ['login'] : []),
    ...(mayCreateSchedule(snapshot) ? ['schedule'] : []),
  ],
  initSqlOf: initSqlRequestOf,
  orphans,
};

/** Returns whether there is a login to store, and a primary that accepts it. */
function hasNewLogin(snapshot: CloudNativePgSnapshot): boolean {
  const { hasLogin, writable } = factsOf(snapshot);
  return keepsLogin(snapshot) && hasLogin && writable !== 0;
}
