import type { HibernateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { OperateOptions } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { annotations, type ClusterContext, liveClusters } from '../model';
import { operationContextOf } from './operationContext';

/** Takes all instances away and keeps their volumes, or brings them back. */
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
