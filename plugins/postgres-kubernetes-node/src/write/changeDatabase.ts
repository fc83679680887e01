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

/** What a database was asked to be, and is to be from now on. @public */
export interface DatabaseChange {
  ref: string;
  live: KubernetesObject;
  before: DatabaseManifests;
  after: DatabaseManifests;
  /** Annotations that record what is asked for now. */
  record: Record<string, string>;
  /** Taken over, not made here: what it has is not in its record. */
  isAdopted?: boolean;
  /** Whether a part may be written already, by the object as it was just written. */
  isDue(part: Manifest, written: KubernetesObject): boolean;
}

/**
 * Changes a database: writes what differs between two sets of manifests, so
 * that neither a default that the configuration has got since nor what others
 * wrote comes along. The database's own object is patched with its record in
 * one write.
 *
 * @public
 */
export async function changeDatabase(
  parts: PartWriter,
  client: ClusterClient,
  { ref, live, before, after, record, isAdopted, isDue }: DatabaseChange,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const { kind } = after.cluster;
  const specPatch = threeWayPatch(
    { spec: before.cluster.object.spec },
    { spec: after.cluster.object.spec },
    { spec: live.spec },
  );
  // What an adopted database has is not in its record.
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
  // Admission judges all of it before anything is changed.
  await patchCluster({ dryRun: true, signal });
  await ensure(partsOf(after), { dryRun: true, signal });
  for (const part of goneFrom(before, after)) {
    await parts.delete(client, ref, part, { dryRun: true, signal });
  }
  await ensure(after.before, { signal });
  const written = await patchCluster({ signal });
  await ensure(
    after.after.filter(part => isDue(part, written)),
    { signal },
  );
  for (const part of goneFrom(before, after)) {
    await parts.delete(client, ref, part, { signal, drop: true });
  }
  return written;
}

function goneFrom(
  before: DatabaseManifests,
  after: DatabaseManifests,
): Manifest[] {
  return partsOf(before).filter(
    part => !partsOf(after).some(candidate => isSamePart(candidate, part)),
  );
}
