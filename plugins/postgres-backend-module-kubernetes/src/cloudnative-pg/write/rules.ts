import type {
  FollowUpRules,
  ReconcileRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ClusterContext, CloudNativePgSnapshot } from '../model';
import { factsOf, keepsLogin } from '../observe';
import { isScheduleDue } from './isSchedulePending';
import { initSqlRequestOf } from './initSqlRequest';
import { orphans } from './parts';
import { reconcileDatabase } from './reconcileDatabase';

/** How Clusters are made what their records say. */
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
 * What follows from what is observed: a login that the operator has made is to
 * be stored, and the schedule of backups to be written once they can begin.
 */
export const followUpRules: FollowUpRules<
  CloudNativePgSnapshot,
  ClusterContext
> = {
  reconcile: reconcileDatabase,
  wantsOf: ({ credentials }, snapshot) => [
    ...(!credentials && hasNewLogin(snapshot) ? ['login'] : []),
    ...(isScheduleDue(snapshot) ? ['schedule'] : []),
  ],
  initSqlOf: initSqlRequestOf,
  orphans,
};

/** Whether there is a login to keep, and a primary that takes it. */
function hasNewLogin(snapshot: CloudNativePgSnapshot): boolean {
  const { hasLogin, writable } = factsOf(snapshot);
  return keepsLogin(snapshot) && hasLogin && writable !== 0;
}
