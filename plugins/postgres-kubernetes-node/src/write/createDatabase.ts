import { ConflictError } from '@backstage/errors';
import { RecordChangedError } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  managedBy,
  type ClusterClient,
  type KubernetesObject,
} from '../cluster';
import { partsOf, type Manifest, type DatabaseManifests } from './Manifest';
import type { PartWriter } from './PartWriter';

/** A database to create. @public */
export interface NewDatabase {
  ref: string;
  manifests: DatabaseManifests;
  /** Further checks before anything is written. */
  check(): Promise<void>;
  /** @throws if the object of that name is another database. */
  checkExisting(live: KubernetesObject): void;
  /** Returns the dependents that must exist now, by the record of the object. */
  partsOf(live: KubernetesObject): Manifest[];
}

/**
 * Creates a database, or completes one after a crash. Its object is created in
 * one write with its record: of two concurrent creates one succeeds, and the
 * other finds the object. Everything else follows from that record, so a repeat
 * or the next reconcile continues where it stopped.
 *
 * @throws RecordChangedError if `recordVersion` is set and the database is gone
 * @returns the object, and whether it exists; false in a dry run.
 * @public
 */
export async function createDatabase(
  parts: PartWriter,
  client: ClusterClient,
  database: NewDatabase,
  {
    dryRun,
    signal,
    recordVersion,
  }: ProviderCallOptions & { dryRun?: boolean; recordVersion?: string },
): Promise<{ cluster: KubernetesObject; exists: boolean }> {
  const { ref, manifests } = database;
  const { kind, object } = manifests.cluster;
  const read = () => client.get(kind, object.metadata, { signal });

  let live = await read();
  if (!live) {
    if (recordVersion !== undefined) throw new RecordChangedError(ref);
    await database.check();
    // Admission checks everything before anything is created.
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
    // Existing dependents are updated once it is known which database has the
    // name.
    for (const part of manifests.before) {
      await parts.createOnce(client, part, { signal });
    }
    live =
      (await parts.createOnce(client, manifests.cluster, { signal })) ??
      (await read());
  }
  if (!live)
    throw new ConflictError(
      `Database '${object.metadata.name}' was removed in the meantime: try again`,
    );
  database.checkExisting(live);
  // A database from a pull request is completed by the tool that applies it.
  if (!dryRun && !managedBy(live)) {
    for (const part of database.partsOf(live)) {
      await parts.ensure(client, ref, part, { signal });
    }
  }
  return { cluster: live, exists: true };
}
