import {
  DifferencesError,
  invalidField,
  InvalidFieldsError,
  UnsupportedOperationError,
  type DatabaseSpec,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';
import type { ProvisionRestore } from '@pgstage/backstage-plugin-postgres-node';
import type { KubernetesObject } from '../../cluster';
import {
  labels,
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
import { newArchiveFolder } from '../write/archiveFolder';
import { nameIssues } from '../write/spec/resolveSpec';
import { recoveryPointOf } from './recoveryPoint';
import { restoredCluster } from './restoredCluster';
import { restoreVersionOf } from './restoreVersion';
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
  checkName(request.name, found);
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

/** Database and role keep their names, whatever they are: only the new one counts. */
function checkName(name: string, found: Target['found']): void {
  const kept = { database: databaseName(found), user: ownerName(found) };
  const issues = nameIssues(name, kept).filter(({ field }) => field === 'name');
  if (issues.length) throw new InvalidFieldsError(issues);
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
  const from = restoreVersionOf(context.config, found, kept);
  if (Object.keys(from.image).length && request.targetTime) {
    throw invalidField(
      'targetTime',
      `must be left out: backup '${kept?.name}' was taken with PostgreSQL ${from.version}, and WAL of the version since cannot be applied to it`,
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
  const serverName = newArchiveFolder(request.name, from.version);
  const created = { by: actor, taskId: request.taskId };
  const { backup, targetTime, binding } = request;
  return restoredCluster({
    metadata: {
      namespace,
      name: request.name,
      labels: { [labels.managedBy]: 'pgstage' },
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
    backupId: kept?.status.backupId,
    login: { database: databaseName(found), user: ownerName(found) },
    image: from.image,
    sourceServerName: from.serverName,
    serverName,
    objectStore: namesOf(request.name).objectStore,
  });
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
