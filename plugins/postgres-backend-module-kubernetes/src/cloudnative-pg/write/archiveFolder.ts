import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import { backupTargetOf, type ClusterPlan } from './manifests/clusterManifest';

/**
 * Returns a new, unique folder for an archive: the archive of a removed database
 * is retained, and Barman does not start one in a folder that is not empty. The
 * folder ends with the major version, because WAL of two major versions must not
 * mix; the folder of an older backup can be derived from it.
 */
export function newArchiveFolder(name: string, version?: string): string {
  const folder = `${name}-${Date.now().toString(36)}`;
  return version ? folderOfVersion(folder, version) : folder;
}

/** Returns the archive folder of the same database for this version. */
export function folderOfVersion(folder: string, version: string): string {
  return `${folder.replace(/-pg\d+$/, '')}-pg${majorVersion(version)}`;
}

/** Returns whether a plan archives WAL: volume snapshots need no folder. */
function archives(plan: ClusterPlan): boolean {
  const target = backupTargetOf(plan);
  return target !== undefined && target.type !== 'volumeSnapshot';
}

/** Returns the plan with its archive folder: the given one, else that of the plan, else a new one. */
export function withArchiveFolder(
  plan: ClusterPlan,
  folder?: string,
): ClusterPlan {
  const { backup } = plan.spec.options;
  if (!backup || !archives(plan)) return plan;
  const withFolder = {
    ...backup,
    folder:
      folder ?? backup.folder ?? newArchiveFolder(plan.name, plan.spec.version),
  };
  const { spec } = plan.record;
  return {
    ...plan,
    spec: {
      ...plan.spec,
      options: { ...plan.spec.options, backup: withFolder },
    },
    record: {
      ...plan.record,
      spec: { ...spec, options: { ...spec.options, backup: withFolder } },
    },
  };
}
