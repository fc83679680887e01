import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  backupsSection as sectionBy,
  refuseUnreadBackups,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  Lookup,
  resources,
  type ClusterContext,
  type FoundDatabase,
} from '../../model';
import { operationsOf } from '../operationsOf';
import { askArchiver } from './askArchiver';
import { backupFactsOf } from './backupFactsOf';
import { backupMethods } from './backupTargets';
import { schedulesOf } from './schedules';

/**
 * Section `backups`. The primary is asked how far it has archived; what it
 * says is kept, so that the headline says the same.
 *
 * @throws NotFoundError
 * @throws UpstreamForbiddenError where Backstage may not read backups.
 */
export async function readBackups(
  context: ClusterContext,
  ref: string,
  { signal }: ProviderCallOptions = {},
): Promise<Backups> {
  const lookup = new Lookup([context]);
  const found = lookup.get(ref);
  const { backups: read = { status: 'ok' } } = found.statuses;
  refuseUnreadBackups(context.name, resources.backups, read);
  await askArchiver(context, found, new Date(), signal);
  return backupsSection(lookup.get(ref), new Date());
}

/** The section, from what is in memory. */
export function backupsSection(found: FoundDatabase, now: Date): Backups {
  return sectionBy(
    backupFactsOf(found),
    {
      operations: operationsOf(found),
      schedules: schedulesOf(found),
      methods: backupMethods(found),
    },
    now,
  );
}
