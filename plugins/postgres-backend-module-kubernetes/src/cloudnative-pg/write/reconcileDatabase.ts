import {
  advanceInitSql,
  partsOf,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  ARCHIVE,
  type ClusterContext,
  type FoundDatabase,
  initSqlOf,
  namesOf,
  resources,
} from '../model';
import { awaitsSchedule, isSameArchive, toDatabase } from '../observe';
import { ensureCredentials } from './credentials';
import { isDue } from './due';
import { initSqlRequestOf } from './initSqlRequest';
import { manifestsOf } from './manifests';
import { parts } from './parts';
import { recordedPlan } from './recordedPlan';

/** Whether the part is there, by memory where it is kept in it. */
async function isThere(
  { client }: ClusterContext,
  found: FoundDatabase,
  { kind, object }: Manifest,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { name } = object.metadata;
  switch (kind) {
    case resources.objectStores:
      return found.objectStores.some(store => store.name === name);
    case resources.scheduledBackups: {
      const { schedule } = object.spec as { schedule: string };
      return found.scheduledBackups.some(
        backup =>
          backup.name === name &&
          (backup.schedule === schedule || backup.managedBy !== undefined),
      );
    }
    case resources.poolers:
      return found.poolers.some(pooler => pooler.name === name);
    case resources.databases:
      return found.databases.some(database => database.name === name);
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
function unwanted(found: FoundDatabase, wanted: Manifest[]): Manifest[] {
  if (found.cluster.record.restored) return [];
  const { namespace, name } = found.place;
  const { pooler, scheduledBackup } = namesOf(name);
  const candidates = [
    { kind: resources.poolers, name: pooler, kept: found.poolers },
    {
      kind: resources.scheduledBackups,
      name: scheduledBackup,
      kept: found.scheduledBackups,
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
  found: FoundDatabase,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { cluster, ref } = found;
  if (cluster.managedBy) return;
  const wanted = partsOf(manifestsOf(recordedPlan(context, cluster))).filter(
    // Of an adopted one nothing is ours but the schedule that a change asked for.
    ({ kind }) =>
      !cluster.record.adopted || kind === resources.scheduledBackups,
  );
  for (const part of wanted) {
    if (!isDue(part, found)) continue;
    if (part.kind === resources.scheduledBackups && awaitsSchedule(found))
      await deleteOfOtherArchive(context, ref, part, signal);
    else if (await isThere(context, found, part, signal)) continue;
    await parts.ensure(context.client, ref, part, { signal });
  }
  if (cluster.record.adopted) return;
  for (const part of unwanted(found, wanted)) {
    await parts.delete(context.client, ref, part, { signal });
  }
}

/** Makes the parts and the credentials of one database what its record says. */
export async function reconcileDatabase(
  context: ClusterContext,
  found: FoundDatabase,
  signal?: AbortSignal,
): Promise<void> {
  const { cluster } = found;
  if (!cluster.record.binding || cluster.deletedAt) return;
  const initSql =
    initSqlOf(cluster) &&
    initSqlRequestOf(context, toDatabase(found, new Date()), found);
  // A part that cannot be made keeps nobody from logging in, nor the other way round.
  const outcomes = await Promise.allSettled([
    ensureCredentials(context, found, signal),
    ensureParts(context, found, signal),
    initSql && advanceInitSql(initSql, signal),
  ]);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
