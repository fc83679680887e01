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
import { mayWritePart } from './mayWritePart';
import { initSqlRequestOf } from './initSqlRequest';
import { manifestsOf } from './manifests';
import { parts } from './parts';
import { recordedPlan } from './recordedPlan';

/** Returns whether the part exists, from the cache if its kind is watched. */
async function exists(
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
 * Returns a pooler or schedule that a change removed from the record, but that
 * still exists after a crash. Restored databases are left out: parts that were
 * copied from a source created outside pgstage are in no record.
 */
function surplusParts(
  snapshot: CloudNativePgSnapshot,
  desired: Manifest[],
): Manifest[] {
  if (snapshot.cluster.record.restored) return [];
  const { namespace, name } = snapshot.key;
  const { pooler, scheduledBackup } = namesOf(name);
  const candidates = [
    { kind: resources.poolers, name: pooler, existing: snapshot.poolers },
    {
      kind: resources.scheduledBackups,
      name: scheduledBackup,
      existing: snapshot.scheduledBackups,
    },
  ];
  return candidates
    .filter(
      ({ kind, name: own, existing }) =>
        existing.some(part => part.name === own) &&
        !desired.some(part => part.kind === kind),
    )
    .map(({ kind, name: own }) => ({
      kind,
      object: { metadata: { namespace, name: own } },
    }));
}

/**
 * Deletes a schedule whose backups are in another archive: a new schedule starts
 * with a backup into the current one. Reads the live object, because the cache
 * may not have the last change yet.
 */
async function deleteOfOtherArchive(
  { client }: ClusterContext,
  ref: string,
  part: Manifest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const live = await client.get(part.kind, part.object.metadata, { signal });
  const [archive, desired] = [live, part.object].map(
    object => object?.metadata.annotations?.[ARCHIVE],
  );
  if (!isSameArchive(archive, desired))
    await parts.delete(client, ref, part, { signal });
}

async function ensureParts(
  context: ClusterContext,
  snapshot: CloudNativePgSnapshot,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { cluster, ref } = snapshot;
  if (cluster.managedBy) return;
  const desired = partsOf(manifestsOf(recordedPlan(context, cluster))).filter(
    // Of an adopted database, pgstage manages only a schedule that a change requested.
    ({ kind }) =>
      !cluster.record.adopted || kind === resources.scheduledBackups,
  );
  for (const part of desired) {
    if (!mayWritePart(part, snapshot)) continue;
    if (part.kind === resources.scheduledBackups && awaitsSchedule(snapshot))
      await deleteOfOtherArchive(context, ref, part, signal);
    else if (await exists(context, snapshot, part, signal)) continue;
    await parts.ensure(context.client, ref, part, { signal });
  }
  if (cluster.record.adopted) return;
  for (const part of surplusParts(snapshot, desired)) {
    await parts.delete(context.client, ref, part, { signal });
  }
}

/** Reconciles the parts, the credentials and the init SQL of one database with its record. */
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
  // Parts and credentials are reconciled independently: a failure of one does not block the other.
  const outcomes = await Promise.allSettled([
    ensureCredentials(context, snapshot, signal),
    ensureParts(context, snapshot, signal),
    initSql && advanceInitSql(initSql, signal),
  ]);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
