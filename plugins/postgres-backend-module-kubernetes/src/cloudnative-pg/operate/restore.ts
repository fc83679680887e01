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
  ourLabels,
  partMetadata,
  recordToAnnotations,
  recoveryPointOf,
  refuseOtherRestore,
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
  type KeptBackup,
  liveClusters,
} from '../model';
import { databaseName, ownerName, readBackups } from '../observe';
import { backupPlugin, strangePlugin } from '../observe/backups/backupTargets';
import { archiveFrom } from './archiveFrom';
import { copyParts } from './copyParts';
import { isInArchive, originOf } from './origin';
import { newArchiveFolder } from '../write/archiveFolder';
import { nameIssues } from '../write/spec/resolveSpec';
import { restoredCluster } from './restoredCluster';
import { restoreVersionOf, type RestoreVersion } from './restoreVersion';
import { targetOf, type Target } from './target';

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
  const target = targetOf(context, ref);
  const { found } = target;
  checkName(request.name, found);
  const place = { ...found.place, name: request.name };
  const hash = restoreHash(ref, request);
  const existing = await context.client.get(resources.clusters, place, options);
  if (existing) refuseOtherRestore(existing, hash, request, ref);
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
      if (other) refuseOtherRestore(other, hash, request, ref);
    }
  });
  return refOf(place);
}

/** Database and role keep their names, whatever they are: only the new one counts. */
function checkName(name: string, found: Target['found']): void {
  const kept = { database: databaseName(found), user: ownerName(found) };
  const issues = nameIssues(name, kept).filter(({ field }) => field === 'name');
  if (issues.length) throw new InvalidFieldsError(issues);
}

/** A Cluster to be, and the ObjectStore that it reads from where none is there yet. */
interface Made {
  cluster: KubernetesObject;
  originStore?: KubernetesObject;
}

async function newCluster(
  target: Target,
  request: ProvisionRestore,
  hash: string,
  options: OperateOptions,
): Promise<Made> {
  const { actor, signal } = options;
  const { context, found } = target;
  const { namespace } = found.cluster;
  const strange = strangePlugin(found);
  if (strange) throw new UnsupportedOperationError('restore', strange);
  const known = await readBackups(context, found.ref, { signal });
  const point = recoveryPointOf(request, {
    ...known,
    // The primary was asked meanwhile.
    archiveFrom: archiveFrom(targetOf(context, found.ref).found),
  });
  const kept = found.backups.find(({ name }) => name === point.backup?.id);
  if (!found.archive && !kept) {
    throw new UnsupportedOperationError(
      'restore',
      `'${found.cluster.name}' has no archive to restore from`,
    );
  }
  const from = restoreVersionOf(context.config, found, kept);
  refuseOtherWal(request, point, kept, found, from);
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
      labels: { ...ourLabels },
      annotations: recordToAnnotations({
        spec: specOf(found, from.version, serverName),
        specHash: hash,
        binding,
        created,
        // What is not known of the source is not known of its copy.
        adopted: found.cluster.record.adopted,
        restored: { from: found.ref, backup, targetTime },
      }),
    },
    source,
    point,
    backup: kept,
    login: { database: databaseName(found), user: ownerName(found) },
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
          { ref: refOf({ ...found.place, name: request.name }), namespace },
          names.originStore,
        ),
        spec: { configuration: origin.store },
      },
    }),
  };
}

/** @throws InvalidFieldsError for a moment that no WAL leads to from the backup. */
function refuseOtherWal(
  { targetTime }: ProvisionRestore,
  point: RecoveryPoint,
  kept: KeptBackup | undefined,
  found: Target['found'],
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
  if (kept.method !== 'volumeSnapshot' && !isInArchive(found, kept)) {
    throw refuse(
      `backup '${kept.name}' lies in another archive than the WAL since`,
    );
  }
}

/** What the source was asked to be, with what no longer follows from the name. */
function specOf(
  found: Target['found'],
  version: string | undefined,
  folder: string,
): DatabaseSpec {
  const { spec } = found.cluster.record;
  const before = majorVersion(spec.version ?? '');
  return {
    ...spec,
    ...(version && before !== majorVersion(version) && { version }),
    database: databaseName(found),
    user: ownerName(found),
    ...(backupPlugin(found) && {
      options: {
        ...spec.options,
        backup: { ...(spec.options?.backup as object), folder },
      },
    }),
  };
}
