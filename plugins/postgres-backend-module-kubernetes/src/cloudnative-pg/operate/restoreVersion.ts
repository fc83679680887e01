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

/** Which PostgreSQL a restored database begins with. */
export interface RestoreVersion {
  version?: string;
  /** Fields of the Cluster in the place of the source's; none where its image fits. */
  image: Record<string, unknown>;
  /** Under which the backup and its WAL lie. */
  serverName: string;
}

/**
 * A backup from before a major upgrade is restored with the version that it
 * was taken with: no other one starts on its files.
 *
 * @throws ConflictError where no image of that version is known.
 */
export function restoreVersionOf(
  config: CloudNativePgConfig,
  snapshot: CloudNativePgSnapshot,
  backup: CachedBackup | undefined,
): RestoreVersion {
  const version = versionOf(snapshot);
  const wanted = backup?.status.majorVersion;
  const serverName = backup?.status.serverName ?? serverNameOf(snapshot);
  if (!wanted || !version || wanted === majorVersion(version)) {
    return { version, image: {}, serverName };
  }
  return {
    version: `${wanted}`,
    image: imageOf(config, snapshot, wanted),
    serverName: backup.status.serverName ?? folderBefore(snapshot, wanted),
  };
}

/** As it is observed, or was asked for, or as its image is named. */
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
  wanted: number,
): Record<string, unknown> {
  const { imageCatalogRef } = cluster.spec;
  const { adopted, spec } = cluster.record;
  if (imageCatalogRef) {
    return { imageCatalogRef: { ...imageCatalogRef, major: wanted } };
  }
  if (adopted || spec.options?.image) {
    throw new ConflictError(
      `The backup was taken with PostgreSQL ${wanted}, and which image of that '${cluster.name}' had is not known: restore it by hand with that image`,
    );
  }
  const version =
    versions.find(each => majorVersion(each) === wanted) ?? `${wanted}`;
  return { imageName: image.replaceAll('{version}', version) };
}

/** Where it archived while it was of another version: where the plugin knows of backups. */
function folderBefore(snapshot: CloudNativePgSnapshot, wanted: number): string {
  const folder = serverNameOf(snapshot);
  const store = backupPlugin(snapshot)?.parameters?.barmanObjectName;
  const known = snapshot.objectStores.find(({ name }) => name === store);
  const [own, first] = [
    folderOfVersion(folder, `${wanted}`),
    folder.replace(/-pg\d+$/, ''),
  ];
  const windows = known?.recoveryWindow ?? {};
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
