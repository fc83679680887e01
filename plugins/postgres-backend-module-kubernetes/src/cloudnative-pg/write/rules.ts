import type {
  FollowUpRules,
  ReconcileRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ClusterContext, FoundDatabase } from '../model';
import { factsOf, keepsLogin } from '../observe';
import { isScheduleDue } from './due';
import { initSqlRequestOf } from './initSqlRequest';
import { leftovers } from './parts';
import { reconcileDatabase } from './reconcileDatabase';

/** How Clusters are made what their records say. */
export const reconcileRules: ReconcileRules<FoundDatabase, ClusterContext> = {
  reconcile: reconcileDatabase,
  loginVersionOf: ({ status }) =>
    status.secretsResourceVersion?.applicationSecretVersion,
  leftovers,
};

/**
 * What follows from what is observed: a login that the operator has made is to
 * be stored, and the schedule of backups to be written once they can begin.
 */
export const followUpRules: FollowUpRules<FoundDatabase, ClusterContext> = {
  reconcile: reconcileDatabase,
  wantsOf: ({ credentials }, found) => [
    ...(!credentials && hasNewLogin(found) ? ['login'] : []),
    ...(isScheduleDue(found) ? ['schedule'] : []),
  ],
  initSqlOf: initSqlRequestOf,
  leftovers,
};

/** Whether there is a login to keep, and a primary that takes it. */
function hasNewLogin(found: FoundDatabase): boolean {
  const { hasLogin, writable } = factsOf(found);
  return keepsLogin(found) && hasLogin && writable !== 0;
}
