import type { Backups } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  backupsSection as sectionBy,
  checkBackupsReadable,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  Lookup,
  resources,
  type ClusterContext,
  type CloudNativePgSnapshot,
} from '../../model';
import { operationsOf } from '../operationsOf';
import { queryArchiver } from './queryArchiver';
import { backupFactsOf } from './backupFactsOf';
import { backupMethods } from './backupTargets';
import { schedulesOf } from './schedules';

/**
 * Returns section `backups`. The primary is queried for the progress of
 * archiving, and its response is recorded, so that the headline agrees.
 *
 * @throws NotFoundError
 * @throws UpstreamForbiddenError if Backstage may not read backups.
 */
export async function readBackups(
  context: ClusterContext,
  ref: string,
  { signal }: ProviderCallOptions = {},
): Promise<Backups> {
  const lookup = new Lookup([context]);
  const snapshot = lookup.get(ref);
  const { backups: read = { status: 'ok' } } = snapshot.statuses;
  checkBackupsReadable(context.name, resources.backups, read);
  await queryArchiver(context, snapshot, new Date(), signal);
  return backupsSection(lookup.get(ref), new Date());
}

/** Builds the section from a snapshot of the cache. */
export function backupsSection(
  snapshot: CloudNativePgSnapshot,
  now: Date,
): Backups {
  return sectionBy(
    backupFactsOf(snapshot),
    {
      operations: operationsOf(snapshot),
      schedules: schedulesOf(snapshot),
      methods: backupMethods(snapshot),
    },
    now,
  );
}
