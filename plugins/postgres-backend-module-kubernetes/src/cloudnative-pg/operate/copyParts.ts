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

/** Without what is declared absent, which the restored data may well hold. */
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
 * What stands around a Cluster, once more for its restored copy: the store of
 * its backups, so that the source can be removed with its own; schedules;
 * poolers; and declared databases, whose data are restored. The store goes
 * before the Cluster, which would not start without.
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
      }' is not there: nothing can be read from its archive`,
    );
  }
  await writeCluster();
  // What a person added to the source keeps its own name in the copy's.
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
  const ours = old.database('');
  for (const { name: from, ensure } of snapshot.databases) {
    if (ensure === 'absent') continue;
    const to = from.startsWith(ours)
      ? `${names.database('')}${from.slice(ours.length)}`
      : `${name}-${from}`;
    await copy(resources.databases, from, to, cluster);
  }
}
