import {
  checkBound,
  checkPrimaryStays,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  Lookup,
  type ClusterContext,
  type CloudNativePgSnapshot,
} from '../model';
import { factsOf, primaryOf, type Facts } from '../observe';

/** The database that an operation works on. */
export interface OperationContext {
  context: ClusterContext;
  snapshot: CloudNativePgSnapshot;
  facts: Facts;
}

/** @throws NotFoundError; ConflictError if it is not bound to an entity. */
export function operationContextOf(
  context: ClusterContext,
  ref: string,
): OperationContext {
  const snapshot = new Lookup([context]).get(ref);
  checkBound(snapshot.cluster);
  return { context, snapshot, facts: factsOf(snapshot) };
}

/** @throws ConflictError while another instance is becoming the primary. */
export function checkPrimaryIsStable({ snapshot }: OperationContext): void {
  checkPrimaryStays(...primaryOf(snapshot.cluster));
}
