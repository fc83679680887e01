import { ConflictError } from '@backstage/errors';
import type { RemoveDatabase } from '@pgstage/backstage-plugin-postgres-common';
import {
  checkRecordVersion,
  checkRemovable,
  OrphanCleaner,
  recordOf,
  removeDatabase,
  retryOnConflict,
  type KubernetesObject,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import { message } from '../messages';
import {
  databaseModel,
  labels,
  nameOf,
  namesOf,
  REMOVAL,
  resources,
  type StatefulSetContext,
  type StatefulSetSnapshot,
} from '../model';
import { parts } from './OwnedPartWriter';

/** What has no owner reference is deleted before the Service; Kubernetes deletes the rest with it. */
export const orphans = new OrphanCleaner<
  StatefulSetSnapshot,
  StatefulSetContext
>(databaseModel, parts, { kinds: [], last: [] });

/** Deletes the volume claims and the Secrets of a Service, and nothing of another one of its name. */
async function deleteData(
  { client }: StatefulSetContext,
  ref: string,
  { metadata }: KubernetesObject,
  signal?: AbortSignal,
): Promise<void> {
  const { namespace, name, uid = '' } = metadata;
  const labelSelector = `${labels.owner}=${uid}`;
  const kind = resources.persistentVolumeClaims;
  const claims = await client.list(
    kind,
    { namespace, labelSelector },
    { signal },
  );
  const { login, replication, monitoring } = namesOf(nameOf(name));
  const all = [
    ...claims.map(object => ({ kind, name: object.metadata.name })),
    // Secrets can be read only by name.
    ...[login, replication, monitoring].map(each => ({
      kind: resources.secrets,
      name: each,
    })),
  ];
  for (const each of all) {
    const object = {
      metadata: { namespace, name: each.name, labels: { [labels.owner]: uid } },
    };
    await parts.delete(client, ref, { kind: each.kind, object }, { signal });
  }
}

/**
 * Records that the database is being removed, and then deletes what Kubernetes
 * does not delete with the Service. A repeat or the next reconcile completes
 * what was interrupted.
 *
 * @throws ConflictError for a database that was adopted, is protected, or that
 * pgstage does not manage; RecordChangedError
 */
export async function beginRemoval(
  context: StatefulSetContext,
  ref: string,
  request: RemoveDatabase,
  { signal, recordVersion }: ProviderWriteOptions,
): Promise<void> {
  const { client } = context;
  const kind = resources.services;
  const { namespace, name } = databaseModel.keyOf(ref);
  const marked = await retryOnConflict(async () => {
    const live = await client.get(kind, { namespace, name }, { signal });
    if (!live || live.metadata.deletionTimestamp) return undefined;
    const { annotations, resourceVersion } = live.metadata;
    checkRecordVersion(ref, live, recordVersion);
    if (recordOf(annotations).adopted)
      throw new ConflictError(message('adoptedStays').text);
    checkRemovable(kind, live, request);
    if (annotations?.[REMOVAL]) return live;
    const removal = { [REMOVAL]: new Date().toISOString() };
    return client.patch(
      kind,
      live.metadata,
      { metadata: { resourceVersion, annotations: removal } },
      { signal },
    );
  });
  if (marked) await deleteData(context, ref, marked, signal);
}

/** Completes a removal that was interrupted. */
export async function completeRemoval(
  context: StatefulSetContext,
  { ref, cluster }: StatefulSetSnapshot,
  signal?: AbortSignal,
): Promise<void> {
  const live = await context.client.get(resources.services, cluster, {
    signal,
  });
  if (live?.metadata.uid !== cluster.uid) return;
  const request = { force: true };
  const options = { actor: '', signal };
  await beginRemoval(context, ref, request, options);
  await removeDatabase(orphans, context, ref, request, options);
}
