import { ConflictError } from '@backstage/errors';
import { invalidField } from '@pgstage/backstage-plugin-postgres-common';
import {
  type ClusterClient,
  ExistingObjectError,
  type KubernetesObject,
  MissingObjectError,
  objectKey,
  retryOutdated,
  type WriteOptions,
  refuseForeignFields,
  threeWayPatch,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { resources } from '../model';
import { toFormError } from './fieldNames';
import { isPartOf, type Manifest } from './manifests';

/** Which program defines a kind that not every cluster serves. */
const DEFINED_BY: Record<string, [field: string, program: string]> = {
  [resources.objectStores.plural]: [
    'options.backup',
    'the Barman Cloud plugin',
  ],
  [resources.podMonitors.plural]: [
    'options.monitoring',
    'the Prometheus operator',
  ],
};

/** Creates an object; with `undefined` where it exists already. */
export async function createOnce(
  client: ClusterClient,
  manifest: Manifest,
  options: WriteOptions,
): Promise<KubernetesObject | undefined> {
  const { kind, object } = manifest;
  try {
    return await client.create(kind, object, options);
  } catch (error) {
    if (error instanceof ExistingObjectError) return undefined;
    if (error instanceof MissingObjectError) {
      const namespace = object.metadata.namespace ?? '';
      if (/namespaces "/.test(error.message)) {
        throw invalidField(
          'location',
          `must name a namespace that exists: '${namespace}' does not`,
        );
      }
      const [field, program] = DEFINED_BY[kind.plural] ?? [
        'location',
        'the operator CloudNativePG',
      ];
      throw invalidField(
        field,
        `needs ${program}, which cluster '${client.cluster}' does not have`,
      );
    }
    throw toFormError(manifest, error);
  }
}

/**
 * Makes a part what the plan says, whatever a crash left of it.
 *
 * @param before - what the plan said before a change; what is the same in both
 * is left as it is. Absent: everything is made so.
 * @throws ConflictError where something else has its name.
 */
export async function ensurePart(
  client: ClusterClient,
  ref: string,
  manifest: Manifest,
  options: WriteOptions,
  before?: Manifest,
): Promise<void> {
  await retryOutdated(() =>
    ensurePartOnce(client, ref, manifest, options, before),
  );
}

async function ensurePartOnce(
  client: ClusterClient,
  ref: string,
  manifest: Manifest,
  options: WriteOptions,
  before?: Manifest,
): Promise<void> {
  const { kind, object } = manifest;
  let live = await client.get(kind, object.metadata, options);
  if (!live) {
    if (await createOnce(client, manifest, options)) return;
    live = await client.get(kind, object.metadata, options);
  }
  if (!live) return;
  if (!isPartOf(live, ref)) {
    throw new ConflictError(
      `${kind.kind} '${objectKey(
        object.metadata,
      )}' exists and does not belong to this database: choose another name, or remove it`,
    );
  }
  const patch = threeWayPatch(
    { spec: before?.object.spec },
    { spec: object.spec },
    { spec: live.spec },
  );
  if (!patch) return;
  refuseForeignFields(live, patch, before?.object);
  try {
    const { resourceVersion } = live.metadata;
    await client.patch(
      kind,
      object.metadata,
      { ...patch, metadata: { resourceVersion } },
      options,
    );
  } catch (error) {
    throw toFormError(manifest, error);
  }
}

/**
 * Deletes a part that is ours; one that is gone already is no error. With
 * `drop` a Database takes its data with it: that is what was asked for.
 */
export async function deletePart(
  client: ClusterClient,
  ref: string,
  { kind, object }: Manifest,
  { drop, ...options }: WriteOptions & { drop?: boolean },
): Promise<void> {
  const live = await client.get(kind, object.metadata, options);
  if (!live || !isPartOf(live, ref)) return;
  if (drop && kind === resources.databases) {
    await client.patch(
      kind,
      object.metadata,
      { spec: { databaseReclaimPolicy: 'delete' } },
      options,
    );
  }
  await client.delete(kind, object.metadata, {
    ...options,
    uid: live.metadata.uid,
  });
}
