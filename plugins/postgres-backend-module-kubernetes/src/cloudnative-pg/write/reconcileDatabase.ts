import {
  advanceInitSql,
  partsOf,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  ARCHIVE,
  type ClusterContext,
  type CloudNativePgSnapshot,
  initSqlOf,
  namesOf,
  resources,
} from '../model';
import { awaitsSchedule, isSameArchive, toDatabase } from '../observe';
import { ensureCredentials } from './credentials';
import { isSchedulePending } from './isSchedulePending';
import { initSqlRequestOf } from './initSqlRequest';
import { manifestsOf } from './manifests';
import { parts } from './parts';
import { recordedPlan } from './recordedPlan';

/** Whether the part is there, by memory where it is kept in it. */
async function isThere(
  { client }: ClusterContext,
  snapshot: CloudNativePgSnapshot,
  { kind, object }: Manifest,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { name } = object.metadata;
  switch (kind) {
    case resources.objectStores:
      return snapshot.objectStores.some(store => store.name === name);
    case resources.scheduledBackups: {
      const { schedule } = object.spec as { schedule: string };
      return snapshot.scheduledBackups.some(
        backup =>
          backup.name === name &&
          (backup.schedule === schedule || backup.managedBy !== undefined),
      );
    }
    case resources.poolers:
      return snapshot.poolers.some(pooler => pooler.name === name);
    case resources.databases:
      return snapshot.databases.some(database => database.name === name);
    default:
      return (
        (await client.get(kind, object.metadata, { signal })) !== undefined
      );
  }
}

/**
 * A pooler that a change took away, and that a crash left. What a restore
 * copied from a source that was made by hand is in no record.
 */
function unwanted(
  snapshot: CloudNativePgSnapshot,
  wanted: Manifest[],
): Manifest[] {
  if (snapshot.cluster.record.restored) return [];
  const { namespace, name } = snapshot.key;
  const { pooler, scheduledBackup } = namesOf(name);
  const candidates = [
    { kind: resources.poolers, name: pooler, kept: snapshot.poolers },
    {
      kind: resources.scheduledBackups,
      name: scheduledBackup,
      kept: snapshot.scheduledBackups,
    },
  ];
  return candidates
    .filter(
      ({ kind, name: own, kept }) =>
        kept.some(part => part.name === own) &&
        !wanted.some(part => part.kind === kind),
    )
    .map(({ kind, name: own }) => ({
      kind,
      object: { metadata: { namespace, name: own } },
    }));
}

/**
 * Deletes a schedule whose backups are in another archive: a new one begins
 * with a backup in this one. Memory may not know yet what a change has written.
 */
async function deleteOfOtherArchive(
  { client }: ClusterContext,
  ref: string,
  part: Manifest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const live = await client.get(part.kind, part.object.metadata, { signal });
  const [archive, wanted] = [live, part.object].map(
    object => object?.metadata.annotations?.[ARCHIVE],
  );
  if (!isSameArchive(archive, wanted))
    await parts.delete(client, ref, part, { signal });
}

async function ensureParts(
  context: ClusterContext,
  snapshot: CloudNativePgSnapshot,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { cluster, ref } = snapshot;
  if (cluster.managedBy) return;
  const wanted = partsOf(manifestsOf(recordedPlan(context, cluster))).filter(
    // Of an adopted one nothing is ours but the schedule that a change asked for.
    ({ kind }) =>
      !cluster.record.adopted || kind === resources.scheduledBackups,
  );
  for (const part of wanted) {
    if (!isSchedulePending(part, snapshot)) continue;
    if (part.kind === resources.scheduledBackups && awaitsSchedule(snapshot))
      await deleteOfOtherArchive(context, ref, part, signal);
    else if (await isThere(context, snapshot, part, signal)) continue;
    await parts.ensure(context.client, ref, part, { signal });
  }
  if (cluster.record.adopted) return;
  for (const part of unwanted(snapshot, wanted)) {
    await parts.delete(context.client, ref, part, { signal });
  }
}

/** Makes the parts and the credentials of one database what its record says. */
export async function reconcileDatabase(
  context: ClusterContext,
  snapshot: CloudNativePgSnapshot,
  signal?: AbortSignal,
): Promise<void> {
  const { cluster } = snapshot;
  if (!cluster.record.binding || cluster.deletedAt) return;
  const initSql =
    initSqlOf(cluster) &&
    initSqlRequestOf(context, toDatabase(snapshot, new Date()), snapshot);
  // A part that cannot be made keeps nobody from logging in, nor the other way round.
  const outcomes = await Promise.allSettled([
    ensureCredentials(context, snapshot, signal),
    ensureParts(context, snapshot, signal),
    initSql && advanceInitSql(initSql, signal),
  ]);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
