import {
  DifferencesError,
  invalidField,
  UnsupportedOperationError,
  type DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import type { KubernetesObject } from '../../cluster';
import {
  labels,
  MAX_NAME_LENGTH,
  namesOf,
  recordOf,
  recordToAnnotations,
  refOf,
  resources,
  specHash,
  type ClusterContext,
} from '../model';
import { databaseName, ownerName, readBackups } from '../observe';
import { backupPlugin, hasArchive } from '../observe/backups/backupTargets';
import { copyParts } from './copyParts';
import { recoveryPointOf } from './recoveryPoint';
import { restoredCluster } from './restoredCluster';
import { targetOf, type OperateOptions, type Target } from './target';

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
  checkName(request.name);
  const place = { ...found.place, name: request.name };
  const hash = specHash({ from: ref, ...asked(request) });
  const existing = await context.client.get(resources.clusters, place, options);
  if (existing) refuseOther(existing, hash, request, ref);
  const cluster = existing
    ? undefined
    : await newCluster(target, request, hash, options);
  await copyParts(target, request.name, options, async () => {
    if (cluster)
      await context.client.apply(resources.clusters, cluster, options);
  });
  return refOf(place);
}

/** What must be the same for a repeat to be one. */
function asked({ name, backup, targetTime, binding }: ProvisionRestore) {
  return { name, backup, targetTime, binding };
}

function checkName(name: string): void {
  if (
    name.length > MAX_NAME_LENGTH ||
    !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)
  ) {
    throw invalidField(
      'name',
      `must be at most ${MAX_NAME_LENGTH} small letters, digits and -, begin with a letter and not end with -`,
    );
  }
}

function refuseOther(
  existing: KubernetesObject,
  hash: string,
  request: ProvisionRestore,
  ref: string,
): void {
  const record = recordOf(existing.metadata.annotations);
  if (record.specHash === hash) return;
  const { from, backup, targetTime } = record.restored ?? {};
  const difference = (field: string, is: unknown, wanted: unknown) =>
    JSON.stringify(is) === JSON.stringify(wanted)
      ? []
      : [{ field, existing: show(is), requested: show(wanted) }];
  throw new DifferencesError(
    `There is another database '${request.name}' in namespace '${existing.metadata.namespace}'`,
    [
      ...difference('source', from, ref),
      ...difference('backup', backup, request.backup),
      ...difference('targetTime', targetTime, request.targetTime),
      ...difference('binding', record.binding, request.binding),
    ],
  );
}

function show(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function newCluster(
  { context, found }: Target,
  request: ProvisionRestore,
  hash: string,
  { actor, signal }: OperateOptions,
): Promise<KubernetesObject> {
  const { namespace } = found.cluster;
  const point = recoveryPointOf(
    request,
    await readBackups(context, found.ref, { signal }),
  );
  const kept = found.backups.find(({ name }) => name === point.backup?.id);
  if (!hasArchive(found) && kept?.method !== 'volumeSnapshot') {
    throw new UnsupportedOperationError(
      'restore',
      `'${found.cluster.name}' has no archive to restore from`,
    );
  }
  const source = await context.client.get(resources.clusters, found.cluster, {
    signal,
  });
  if (!source)
    throw new UnsupportedOperationError(
      'restore',
      'the database was removed meanwhile',
    );
  // An earlier database of this name may have left its archive behind.
  const serverName = `${request.name}-${Date.now().toString(36)}`;
  const created = { by: actor, taskId: request.taskId };
  const { backup, targetTime, binding } = request;
  return restoredCluster({
    metadata: {
      namespace,
      name: request.name,
      labels: { [labels.managedBy]: 'pgstage' },
      annotations: recordToAnnotations({
        spec: specOf(found, serverName),
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
    backupId: kept?.status.backupId,
    login: { database: databaseName(found), user: ownerName(found) },
    sourceServerName: kept?.status.serverName ?? serverNameOf(found),
    serverName,
    objectStore: namesOf(request.name).objectStore,
  });
}

/** What the source was asked to be, with what no longer follows from the name. */
function specOf(found: Target['found'], folder: string): DatabaseSpec {
  const { spec } = found.cluster.record;
  return {
    ...spec,
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

function serverNameOf(found: Target['found']): string {
  const { backup } = found.cluster.spec;
  return (
    backupPlugin(found)?.parameters?.serverName ??
    backup?.barmanObjectStore?.serverName ??
    found.cluster.name
  );
}
