import { message } from '../messages';
import { databaseModel, nameOf, type StatefulSetContext } from '../model';

/** Logs the volume claims, with those of backups, of databases whose Service was deleted, but not by a removal: they are kept. */
export async function reportLeftData({
  watch,
  logger,
  config,
}: StatefulSetContext): Promise<void> {
  const { clusters, volumeClaims, backupClaims } = databaseModel.kinds;
  const isKnown = (kind: typeof volumeClaims | typeof backupClaims) =>
    watch.status<unknown>(kind).status === 'ok';
  if (!isKnown(volumeClaims)) return;
  const services = watch.store(clusters);
  const left = new Map<string, string[]>();
  for (const { value } of [
    ...watch.store(volumeClaims).values(),
    ...(isKnown(backupClaims) ? watch.store(backupClaims).values() : []),
  ]) {
    const { namespace, cluster, name, deletedAt, owner } = value;
    if (deletedAt || !config.namespaces.includes(namespace)) continue;
    if (services.get({ namespace, name: cluster })?.uid === owner) continue;
    const database = `${namespace}/${nameOf(cluster)}`;
    left.set(database, [...(left.get(database) ?? []), name]);
  }
  for (const [database, names] of left)
    logger.warn(
      message('dataIsLeft', { database, names: names.join(', ') }).text,
    );
}
