import type { HibernateDatabase } from '@pgstage/backstage-plugin-postgres-common';
import { annotations, type ClusterContext } from '../model';
import { annotate } from './patch';
import { targetOf, type OperateOptions } from './target';

/** Takes all instances away and keeps their volumes, or brings them back. */
export async function hibernate(
  context: ClusterContext,
  ref: string,
  { wake }: HibernateDatabase,
  options: OperateOptions,
): Promise<void> {
  await annotate(
    targetOf(context, ref),
    { [annotations.hibernation]: wake ? 'off' : 'on' },
    options,
  );
}
