import { ConflictError } from '@backstage/errors';
import {
  managedBy,
  type ClusterClient,
  type KubernetesObject,
} from '../cluster';
import { partsOf, type Manifest, type DatabaseManifests } from './Manifest';
import type { PartWriter } from './PartWriter';

/** A database to be. @public */
export interface NewDatabase {
  ref: string;
  manifests: DatabaseManifests;
  /** What else must hold before anything is written. */
  check(): Promise<void>;
  /** @throws where the object that has the name is another database. */
  checkExisting(live: KubernetesObject): void;
  /** The parts that are to be there now, by the record of the object. */
  partsOf(live: KubernetesObject): Manifest[];
}

/**
 * Creates a database, or completes what a crash left. Its object is created in
 * one write with its record: of two who try, one succeeds, and the other finds
 * it. Everything else is made to fit that record, so that repeating this or the
 * next reconcile goes on from wherever it stopped.
 *
 * @returns the object, and whether it exists or only would.
 * @public
 */
export async function createDatabase(
  parts: PartWriter,
  client: ClusterClient,
  database: NewDatabase,
  { dryRun, signal }: { dryRun?: boolean; signal?: AbortSignal },
): Promise<{ cluster: KubernetesObject; exists: boolean }> {
  const { ref, manifests } = database;
  const { kind, object } = manifests.cluster;
  const read = () => client.get(kind, object.metadata, { signal });

  let live = await read();
  if (!live) {
    await database.check();
    // Admission judges all of it before anything is there.
    for (const part of partsOf(manifests)) {
      await parts.ensure(client, ref, part, { dryRun: true, signal });
    }
    const checked = await parts.createOnce(client, manifests.cluster, {
      dryRun: true,
      signal,
    });
    if (dryRun) {
      if (checked) return { cluster: checked, exists: false };
      live = await read();
    }
  }
  if (!live && !dryRun) {
    // What is there already is made to fit when it is known who has the name.
    for (const part of manifests.before) {
      await parts.createOnce(client, part, { signal });
    }
    live =
      (await parts.createOnce(client, manifests.cluster, { signal })) ??
      (await read());
  }
  if (!live)
    throw new ConflictError(
      `Database '${object.metadata.name}' was removed meanwhile: try again`,
    );
  database.checkExisting(live);
  // What a pull request brought is completed by the tool that applies it.
  if (!dryRun && !managedBy(live)) {
    for (const part of database.partsOf(live)) {
      await parts.ensure(client, ref, part, { signal });
    }
  }
  return { cluster: live, exists: true };
}
