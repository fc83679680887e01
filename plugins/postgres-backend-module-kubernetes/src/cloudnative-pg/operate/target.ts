import {
  refuseUnbound,
  refuseWhileMoving,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { Lookup, type ClusterContext, type FoundDatabase } from '../model';
import { factsOf, type Facts } from '../observe';

/** A database that something is to be done to. */
export interface Target {
  context: ClusterContext;
  found: FoundDatabase;
  facts: Facts;
}

/** @throws NotFoundError; ConflictError where it belongs to no entity. */
export function targetOf(context: ClusterContext, ref: string): Target {
  const found = new Lookup([context]).get(ref);
  refuseUnbound(found.cluster);
  return { context, found, facts: factsOf(found) };
}

/** @throws ConflictError while another instance is becoming the primary. */
export function refuseWhilePrimaryMoves({ found }: Target): void {
  const { currentPrimary, targetPrimary } = found.cluster.status;
  refuseWhileMoving(found.cluster, {
    current: currentPrimary,
    target: targetPrimary,
    isChosen: targetPrimary !== 'pending',
  });
}
