import type { HibernateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { OperateOptions } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { annotations, type ClusterContext, liveClusters } from '../model';
import { operationContextOf } from './operationContext';

/** Hibernates the database, which deletes all instances but keeps their volumes, or wakes it. */
export async function hibernate(
  context: ClusterContext,
  ref: string,
  { wake }: HibernateDatabase,
  options: OperateOptions,
): Promise<void> {
  await liveClusters.annotate(
    operationContextOf(context, ref),
    { [annotations.hibernation]: wake ? 'off' : 'on' },
    options,
  );
}
