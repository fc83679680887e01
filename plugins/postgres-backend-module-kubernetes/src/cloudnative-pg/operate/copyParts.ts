import { ConflictError } from '@backstage/errors';
import {
  createPart,
  partMetadata,
  type KubernetesObject,
  type OperateOptions,
  type ResourceKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { BARMAN_PLUGIN, namesOf, refOf, resources } from '../model';
import { backupPlugin } from '../observe/backups/backupTargets';
import type { OperationContext } from './operationContext';

type Fields = Record<string, unknown>;

/** Removes items that are declared absent: the restored data can contain them. */
const present = (spec: Fields): Fields =>
  Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      Array.isArray(value)
        ? value.filter(item => item?.ensure !== 'absent')
        : value,
    ]),
  );

/**
 * Copies the parts of a Cluster for its restored copy: the ObjectStore of its
 * backups, so that the source can be removed with its own one; schedules;
 * poolers; and Database resources, whose data are restored. The ObjectStore is
 * created before the Cluster, which does not start without it.
 */
export async function copyParts(
  { context, snapshot }: OperationContext,
  name: string,
  options: OperateOptions,
  writeCluster: () => Promise<void>,
): Promise<void> {
  const { namespace } = snapshot.cluster;
  const ref = refOf({ ...snapshot.key, name });
  const copy = async (
    kind: ResourceKind,
    from: string,
    to: string,
    more: Fields,
  ) => {
    const source: KubernetesObject | undefined = await context.client.get(
      kind,
      { namespace, name: from },
      options,
    );
    if (!source) return false;
    await createPart(
      context.client,
      kind,
      {
        metadata: partMetadata({ ref, namespace }, to),
        spec: { ...present(source.spec as Fields), ...more },
      },
      options,
    );
    return true;
  };
  const names = namesOf(name);
  const old = namesOf(snapshot.cluster.name);
  const store = backupPlugin(snapshot)?.parameters?.barmanObjectName;
  if (
    backupPlugin(snapshot) &&
    !(
      store &&
      (await copy(resources.objectStores, store, names.objectStore, {}))
    )
  ) {
    throw new ConflictError(
      `The ObjectStore '${store ?? ''}' of '${
        snapshot.cluster.name
      }' does not exist: its archive cannot be read`,
    );
  }
  await writeCluster();
  // A part that was added outside pgstage keeps its name, prefixed with that of the copy.
  const named = (from: string, part: 'scheduledBackup' | 'pooler') =>
    from === old[part] ? names[part] : `${name}-${from}`;
  const cluster = { cluster: { name } };
  for (const { name: from, plugin } of snapshot.scheduledBackups) {
    if (plugin && plugin !== BARMAN_PLUGIN) continue;
    await copy(
      resources.scheduledBackups,
      from,
      named(from, 'scheduledBackup'),
      cluster,
    );
  }
  for (const { name: from } of snapshot.poolers) {
    await copy(resources.poolers, from, named(from, 'pooler'), cluster);
  }
  const prefix = old.database('');
  for (const { name: from, ensure } of snapshot.databases) {
    if (ensure === 'absent') continue;
    const to = from.startsWith(prefix)
      ? `${names.database('')}${from.slice(prefix.length)}`
      : `${name}-${from}`;
    await copy(resources.databases, from, to, cluster);
  }
}
