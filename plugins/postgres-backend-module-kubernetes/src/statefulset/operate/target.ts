import {
  LiveObjects,
  type LiveDatabase,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests';
import {
  databaseModel,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from '../model';
import { recordedPlan } from '../write/plans';

/** A database to operate on. */
export type Target = LiveDatabase<StatefulSetSnapshot, StatefulSetContext>;

/** Reads and writes the Services with the records. */
export const services = new LiveObjects<
  StatefulSetSnapshot,
  StatefulSetContext
>(databaseModel);

/**
 * Returns the plan of a database by its live record.
 *
 * @throws ConflictError for one that was not created here or is being removed;
 * RecordChangedError
 */
export async function planOf(
  target: Target,
  options: OperateOptions,
): Promise<DatabasePlan> {
  const live = await services.of(target, options);
  return recordedPlan(target.context, live);
}
