import { ConflictError } from '@backstage/errors';
import type { RemoveDatabase } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderWriteOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  retryOnConflict,
  type KubernetesObject,
  type ResourceKind,
} from '../cluster';
import type { DatabaseModel } from '../model/DatabaseModel';
import type { ProviderContext } from '../model/ProviderContext';
import { recordOf, checkRecordVersion } from '../model/record';
import type { Snapshot } from '../model/Snapshot';
import type { OrphanCleaner } from './OrphanCleaner';
import { checkNotManaged } from './checkNotManaged';

/**
 * Deletes a database and everything that was created for it. Returns once the
 * deletion has started: what depends on its finalizers and volumes is deleted
 * by the next reconcile.
 *
 * @throws ConflictError while protected, and for a database that pgstage does
 * not manage.
 * @public
 */
export async function removeDatabase<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
>(
  orphans: OrphanCleaner<TSnapshot, Context>,
  context: Context,
  ref: string,
  request: RemoveDatabase,
  options: ProviderWriteOptions,
): Promise<void> {
  await retryOnConflict(() =>
    removeObject(orphans.model, context, ref, request, options),
  );
  await context.credentialStore().remove(ref, { signal: options.signal });
  await orphans.remove(context, ref, options.signal);
}

/** Deletes exactly the version that was checked: not one that was protected or bound to others since then. */
async function removeObject<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
>(
  { kinds, keyOf }: DatabaseModel<TSnapshot, Context>,
  { client }: Context,
  ref: string,
  { force }: RemoveDatabase,
  { signal, recordVersion }: ProviderWriteOptions,
): Promise<void> {
  const { namespace, name } = keyOf(ref);
  const id = { namespace, name };
  const { resource } = kinds.clusters;
  const live = await client.get(resource, id, { signal });
  if (!live) return;
  checkRecordVersion(ref, live, recordVersion);
  const { uid, resourceVersion, deletionTimestamp } = live.metadata;
  if (deletionTimestamp) return;
  checkRemovable(resource, live, { force });
  await client.delete(resource, id, {
    uid,
    resourceVersion,
    signal,
  });
}

/**
 * Checks that a database may be removed.
 *
 * @param kind - of the database object
 * @throws ConflictError while protected, and for a database that pgstage does
 * not manage.
 * @public
 */
export function checkRemovable(
  { kind }: ResourceKind,
  live: KubernetesObject,
  { force }: RemoveDatabase,
): void {
  const { name, annotations } = live.metadata;
  const record = recordOf(annotations);
  if (!record.binding) {
    throw new ConflictError(
      `${kind} '${name}' was not created by pgstage and is not bound to an entity: adopt it first`,
    );
  }
  checkNotManaged(live);
  if (record.spec.protected && !force) {
    throw new ConflictError(
      `Database '${name}' is protected: switch the protection off first`,
    );
  }
}
