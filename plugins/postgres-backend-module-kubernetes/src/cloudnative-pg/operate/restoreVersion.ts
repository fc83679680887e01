import { ConflictError } from '@backstage/errors';
import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import { majorOfImage } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  type CloudNativePgConfig,
  type CloudNativePgSnapshot,
  type CachedBackup,
} from '../model';
import { serverVersion } from '../observe';
import { backupPlugin } from '../observe/backups/backupTargets';
import { folderOfVersion } from '../write/archiveFolder';

/** The version of PostgreSQL that a restored database starts with. */
export interface RestoreVersion {
  version?: string;
  /** Fields of the Cluster that replace those of the source; empty if the image of the source fits. */
  image: Record<string, unknown>;
  /** Folder that contains the backup and its WAL. */
  serverName: string;
}

/**
 * Returns the version to restore with. A backup from before a major upgrade is
 * restored with the version that it was taken with, because no other version
 * starts on its files.
 *
 * @throws ConflictError if no image of that version is known.
 */
export function restoreVersionOf(
  config: CloudNativePgConfig,
  snapshot: CloudNativePgSnapshot,
  backup: CachedBackup | undefined,
): RestoreVersion {
  const version = versionOf(snapshot);
  const major = backup?.status.majorVersion;
  const serverName = backup?.status.serverName ?? serverNameOf(snapshot);
  if (!major || !version || major === majorVersion(version)) {
    return { version, image: {}, serverName };
  }
  return {
    version: `${major}`,
    image: imageOf(config, snapshot, major),
    serverName: backup.status.serverName ?? folderBefore(snapshot, major),
  };
}

/** Returns the observed version, else the requested one, else that of the image name. */
function versionOf(snapshot: CloudNativePgSnapshot): string | undefined {
  const { record, spec } = snapshot.cluster;
  return (
    serverVersion(snapshot) ??
    record.spec.version ??
    majorOfImage(spec.imageName ?? '')?.toString()
  );
}

function imageOf(
  { image, versions }: CloudNativePgConfig,
  { cluster }: CloudNativePgSnapshot,
  major: number,
): Record<string, unknown> {
  const { imageCatalogRef } = cluster.spec;
  const { adopted, spec } = cluster.record;
  if (imageCatalogRef) {
    return { imageCatalogRef: { ...imageCatalogRef, major } };
  }
  if (adopted || spec.options?.image) {
    throw new ConflictError(
      `The backup was taken with PostgreSQL ${major}, and the image of '${cluster.name}' at that time is not known: restore it manually with that image`,
    );
  }
  const version =
    versions.find(each => majorVersion(each) === major) ?? `${major}`;
  return { imageName: image.replaceAll('{version}', version) };
}

/** Returns the folder of its archive when it had another version, preferably one for which the plugin reports backups. */
function folderBefore(snapshot: CloudNativePgSnapshot, major: number): string {
  const folder = serverNameOf(snapshot);
  const store = backupPlugin(snapshot)?.parameters?.barmanObjectName;
  const objectStore = snapshot.objectStores.find(({ name }) => name === store);
  const [own, first] = [
    folderOfVersion(folder, `${major}`),
    folder.replace(/-pg\d+$/, ''),
  ];
  const windows = objectStore?.recoveryWindow ?? {};
  return !Object.hasOwn(windows, own) && Object.hasOwn(windows, first)
    ? first
    : own;
}

function serverNameOf(snapshot: CloudNativePgSnapshot): string {
  const { name, spec } = snapshot.cluster;
  return (
    backupPlugin(snapshot)?.parameters?.serverName ??
    spec.backup?.barmanObjectStore?.serverName ??
    name
  );
}
