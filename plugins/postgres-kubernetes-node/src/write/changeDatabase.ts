import type { ClusterClient, KubernetesObject, WriteOptions } from '../cluster';
import { checkFieldOwnership } from './fieldOwnership';
import {
  isSamePart,
  partsOf,
  type Manifest,
  type DatabaseManifests,
} from './Manifest';
import type { PartWriter } from './PartWriter';
import { threeWayPatch } from './threeWayPatch';

/** The manifests of a database before and after a change. @public */
export interface DatabaseChange {
  ref: string;
  live: KubernetesObject;
  before: DatabaseManifests;
  after: DatabaseManifests;
  /** Annotations with the changed record. */
  record: Record<string, string>;
  /** Adopted: its record does not contain its live settings. */
  isAdopted?: boolean;
  /** Whether a dependent can be written now, by the object as just written. */
  mayWrite(part: Manifest, written: KubernetesObject): boolean;
}

/**
 * Changes a database by writing the differences between two sets of manifests,
 * so that neither new defaults of the configuration nor fields of other
 * managers change. The database object is patched with its record in one write.
 *
 * @public
 */
export async function changeDatabase(
  parts: PartWriter,
  client: ClusterClient,
  {
    ref,
    live,
    before,
    after,
    record,
    isAdopted,
    mayWrite: mayWrite,
  }: DatabaseChange,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const { kind } = after.cluster;
  const specPatch = threeWayPatch(
    { spec: before.cluster.object.spec },
    { spec: after.cluster.object.spec },
    { spec: live.spec },
  );
  // The record of an adopted database does not contain its live settings.
  checkFieldOwnership(
    live,
    specPatch,
    isAdopted ? live : before.cluster.object,
  );
  const patch = {
    ...specPatch,
    metadata: {
      resourceVersion: live.metadata.resourceVersion,
      annotations: record,
    },
  };
  const patchCluster = async (options: WriteOptions) => {
    try {
      return await client.patch(kind, live.metadata, patch, options);
    } catch (error) {
      throw parts.toFormError(after.cluster, error);
    }
  };
  const ensure = async (all: Manifest[], options: WriteOptions) => {
    for (const part of all) {
      const was = partsOf(before).find(candidate =>
        isSamePart(candidate, part),
      );
      await parts.ensure(client, ref, part, options, was);
    }
  };
  // Admission checks everything before anything is changed.
  await patchCluster({ dryRun: true, signal });
  await ensure(partsOf(after), { dryRun: true, signal });
  for (const part of removedParts(before, after)) {
    await parts.delete(client, ref, part, { dryRun: true, signal });
  }
  await ensure(after.before, { signal });
  const written = await patchCluster({ signal });
  await ensure(
    after.after.filter(part => mayWrite(part, written)),
    { signal },
  );
  for (const part of removedParts(before, after)) {
    await parts.delete(client, ref, part, { signal, drop: true });
  }
  return written;
}

function removedParts(
  before: DatabaseManifests,
  after: DatabaseManifests,
): Manifest[] {
  return partsOf(before).filter(
    part => !partsOf(after).some(candidate => isSamePart(candidate, part)),
  );
}
