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
 * Restores into a new Cluster next to the source, with backups enabled.
 * Idempotent: after a crash, a repeated call creates what is missing and leaves
 * existing objects unchanged.
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
  const key = { ...snapshot.key, name: request.name };
  const hash = restoreHash(ref, request);
  const existing = await context.client.get(resources.clusters, key, options);
  if (existing) checkSameRestore(existing, hash, request, ref);
  const planned = existing
    ? undefined
    : await newCluster(target, request, hash, options);
  await liveClusters.of(target, options);
  await copyParts(target, request.name, options, async () => {
    if (!planned) return;
    const { cluster, originStore } = planned;
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
      const other = await context.client.get(resources.clusters, key, options);
      if (other) checkSameRestore(other, hash, request, ref);
    }
  });
  return refOf(key);
}

/** Checks only the name of the new Cluster: database and role keep theirs. */
function checkName(name: string, snapshot: OperationContext['snapshot']): void {
  const names = { database: databaseName(snapshot), user: ownerName(snapshot) };
  const issues = nameIssues(name, names).filter(
    ({ field }) => field === 'name',
  );
  if (issues.length) throw new InvalidFieldsError(issues);
}

/** The Cluster to create, and the ObjectStore that it reads from if that does not exist yet. */
interface PlannedRestore {
  cluster: KubernetesObject;
  originStore?: KubernetesObject;
}

async function newCluster(
  target: OperationContext,
  request: ProvisionRestore,
  hash: string,
  options: OperateOptions,
): Promise<PlannedRestore> {
  const { actor, signal } = options;
  const { context, snapshot } = target;
  const { namespace } = snapshot.cluster;
  const unsupported = unsupportedPlugin(snapshot);
  if (unsupported)
    throw new UnsupportedOperationError('restore', unsupported.text);
  const backups = await readBackups(context, snapshot.ref, { signal });
  const point = recoveryPointOf(request, {
    ...backups,
    // Read again: readBackups has queried the primary.
    archiveFrom: archiveFrom(
      operationContextOf(context, snapshot.ref).snapshot,
    ),
  });
  const cached = snapshot.backups.find(({ name }) => name === point.backup?.id);
  if (!snapshot.archive && !cached) {
    throw new UnsupportedOperationError(
      'restore',
      `'${snapshot.cluster.name}' has no archive to restore from`,
    );
  }
  const from = restoreVersionOf(context.config, snapshot, cached);
  checkWalReaches(request, point, cached, snapshot, from);
  const source = await liveClusters.of(target, options);
  const names = namesOf(request.name);
  const origin = await originOf(
    target,
    source,
    cached,
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
        // Facts that are unknown about an adopted source are unknown about its copy, too.
        adopted: snapshot.cluster.record.adopted,
        restored: { from: snapshot.ref, backup, targetTime },
      }),
    },
    source,
    point,
    backup: cached,
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

/**
 * @throws InvalidFieldsError if no WAL leads from the backup to the point in time
 * @throws ConflictError if the same holds for the end of the archive.
 */
function checkWalReaches(
  { targetTime }: ProvisionRestore,
  point: RecoveryPoint,
  backup: CachedBackup | undefined,
  snapshot: OperationContext['snapshot'],
  { image, version }: RestoreVersion,
): void {
  if (!backup || (targetTime === undefined && !point.toEnd)) return;
  const errorFor = (reason: string) =>
    targetTime === undefined
      ? new ConflictError(`Choose a backup: ${reason}`)
      : invalidField('targetTime', `must be omitted: ${reason}`);
  if (Object.keys(image).length) {
    throw errorFor(
      `backup '${backup.name}' was taken with PostgreSQL ${version}, and WAL of the current version cannot be applied to it`,
    );
  }
  if (backup.method !== 'volumeSnapshot' && !isInArchive(snapshot, backup)) {
    throw errorFor(
      `backup '${backup.name}' is not in the same archive as the WAL after it`,
    );
  }
}

/** Returns the requested spec of the source, with the values that cannot be derived from the name of the copy. */
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
