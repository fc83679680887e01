import { ConflictError } from '@backstage/errors';
import {
  invalidField,
  InvalidFieldsError,
  UnsupportedOperationError,
  type DatabaseSpec,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import {
  createPart,
  ExistingObjectError,
  pgstageLabels,
  partMetadata,
  recordToAnnotations,
  recoveryPointOf,
  checkSameRestore,
  restoreHash,
  type KubernetesObject,
  type OperateOptions,
  type RecoveryPoint,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  namesOf,
  refOf,
  resources,
  type ClusterContext,
  type CachedBackup,
  liveClusters,
} from '../model';
import { databaseName, ownerName, readBackups } from '../observe';
import {
  backupPlugin,
  unsupportedPlugin,
} from '../observe/backups/backupTargets';
import { archiveFrom } from './archiveFrom';
import { copyParts } from './copyParts';
import { isInArchive, originOf } from './origin';
import { newArchiveFolder } from '../write/archiveFolder';
import { nameIssues } from '../write/spec/resolveSpec';
import { restoredCluster } from './restoredCluster';
import { restoreVersionOf, type RestoreVersion } from './restoreVersion';
import { operationContextOf, type OperationContext } from './operationContext';

/**
 * Restores into a new Cluster beside the source, with backups on again.
 * Repeatable: what a crash left out is written, what is there stays.
 *
 * @returns ref of the new database
 */
export async function restore(
  context: ClusterContext,
  ref: string,
  request: ProvisionRestore,
  options: OperateOptions,
): Promise<string> {
  const target = operationContextOf(context, ref);
  const { snapshot } = target;
  checkName(request.name, snapshot);
  const place = { ...snapshot.key, name: request.name };
  const hash = restoreHash(ref, request);
  const existing = await context.client.get(resources.clusters, place, options);
  if (existing) checkSameRestore(existing, hash, request, ref);
  const made = existing
    ? undefined
    : await newCluster(target, request, hash, options);
  await liveClusters.of(target, options);
  await copyParts(target, request.name, options, async () => {
    if (!made) return;
    const { cluster, originStore } = made;
    if (originStore)
      await createPart(
        context.client,
        resources.objectStores,
        originStore,
        options,
      );
    try {
      await context.client.create(resources.clusters, cluster, options);
    } catch (error) {
      if (!(error instanceof ExistingObjectError)) throw error;
      const other = await context.client.get(
        resources.clusters,
        place,
        options,
      );
      if (other) checkSameRestore(other, hash, request, ref);
    }
  });
  return refOf(place);
}

/** Database and role keep their names, whatever they are: only the new one counts. */
function checkName(name: string, snapshot: OperationContext['snapshot']): void {
  const kept = { database: databaseName(snapshot), user: ownerName(snapshot) };
  const issues = nameIssues(name, kept).filter(({ field }) => field === 'name');
  if (issues.length) throw new InvalidFieldsError(issues);
}

/** A Cluster to be, and the ObjectStore that it reads from where none is there yet. */
interface Made {
  cluster: KubernetesObject;
  originStore?: KubernetesObject;
}

async function newCluster(
  target: OperationContext,
  request: ProvisionRestore,
  hash: string,
  options: OperateOptions,
): Promise<Made> {
  const { actor, signal } = options;
  const { context, snapshot } = target;
  const { namespace } = snapshot.cluster;
  const strange = unsupportedPlugin(snapshot);
  if (strange) throw new UnsupportedOperationError('restore', strange);
  const known = await readBackups(context, snapshot.ref, { signal });
  const point = recoveryPointOf(request, {
    ...known,
    // The primary was asked meanwhile.
    archiveFrom: archiveFrom(
      operationContextOf(context, snapshot.ref).snapshot,
    ),
  });
  const kept = snapshot.backups.find(({ name }) => name === point.backup?.id);
  if (!snapshot.archive && !kept) {
    throw new UnsupportedOperationError(
      'restore',
      `'${snapshot.cluster.name}' has no archive to restore from`,
    );
  }
  const from = restoreVersionOf(context.config, snapshot, kept);
  checkWalReaches(request, point, kept, snapshot, from);
  const source = await liveClusters.of(target, options);
  const names = namesOf(request.name);
  const origin = await originOf(
    target,
    source,
    kept,
    { name: request.name, serverName: from.serverName },
    signal,
  );
  const serverName = newArchiveFolder(request.name, from.version);
  const created = { by: actor, taskId: request.taskId };
  const { backup, targetTime, binding } = request;
  const cluster = restoredCluster({
    metadata: {
      namespace,
      name: request.name,
      labels: { ...pgstageLabels },
      annotations: recordToAnnotations({
        spec: specOf(snapshot, from.version, serverName),
        specHash: hash,
        binding,
        created,
        // What is not known of the source is not known of its copy.
        adopted: snapshot.cluster.record.adopted,
        restored: { from: snapshot.ref, backup, targetTime },
      }),
    },
    source,
    point,
    backup: kept,
    login: { database: databaseName(snapshot), user: ownerName(snapshot) },
    image: from.image,
    origin,
    serverName,
    objectStore: names.objectStore,
  });
  return {
    cluster,
    ...(origin?.store && {
      originStore: {
        metadata: partMetadata(
          { ref: refOf({ ...snapshot.key, name: request.name }), namespace },
          names.originStore,
        ),
        spec: { configuration: origin.store },
      },
    }),
  };
}

/** @throws InvalidFieldsError for a moment that no WAL leads to from the backup. */
function checkWalReaches(
  { targetTime }: ProvisionRestore,
  point: RecoveryPoint,
  kept: CachedBackup | undefined,
  snapshot: OperationContext['snapshot'],
  { image, version }: RestoreVersion,
): void {
  if (!kept || (targetTime === undefined && !point.toEnd)) return;
  const refuse = (reason: string) =>
    targetTime === undefined
      ? new ConflictError(`Name a backup: ${reason}`)
      : invalidField('targetTime', `must be left out: ${reason}`);
  if (Object.keys(image).length) {
    throw refuse(
      `backup '${kept.name}' was taken with PostgreSQL ${version}, and WAL of the version since cannot be applied to it`,
    );
  }
  if (kept.method !== 'volumeSnapshot' && !isInArchive(snapshot, kept)) {
    throw refuse(
      `backup '${kept.name}' lies in another archive than the WAL since`,
    );
  }
}

/** What the source was asked to be, with what no longer follows from the name. */
function specOf(
  snapshot: OperationContext['snapshot'],
  version: string | undefined,
  folder: string,
): DatabaseSpec {
  const { spec } = snapshot.cluster.record;
  const before = majorVersion(spec.version ?? '');
  return {
    ...spec,
    ...(version && before !== majorVersion(version) && { version }),
    database: databaseName(snapshot),
    user: ownerName(snapshot),
    ...(backupPlugin(snapshot) && {
      options: {
        ...spec.options,
        backup: { ...(spec.options?.backup as object), folder },
      },
    }),
  };
}
