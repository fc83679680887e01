import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import { backupTargetOf, type ClusterPlan } from './manifests/clusterManifest';

/**
 * A removed database leaves its archive behind, and Barman refuses to begin
 * one where something lies: every archive gets a folder that never was. WAL of
 * two major versions must not mix either, so the folder ends with the version;
 * by that the one of an older backup is found again.
 */
export function newArchiveFolder(name: string, version?: string): string {
  const folder = `${name}-${Date.now().toString(36)}`;
  return version ? folderOfVersion(folder, version) : folder;
}

/** Where the same database archives, or did, while it is of this version. */
export function folderOfVersion(folder: string, version: string): string {
  return `${folder.replace(/-pg\d+$/, '')}-pg${majorVersion(version)}`;
}

/** Whether a plan archives WAL: snapshots of volumes need no folder. */
function archives(plan: ClusterPlan): boolean {
  const target = backupTargetOf(plan);
  return target !== undefined && target.type !== 'volumeSnapshot';
}

/** The plan with its folder: the given one, that which it names, or a new one. */
export function withArchiveFolder(
  plan: ClusterPlan,
  folder?: string,
): ClusterPlan {
  const { backup } = plan.spec.options;
  if (!backup || !archives(plan)) return plan;
  const placed = {
    ...backup,
    folder:
      folder ?? backup.folder ?? newArchiveFolder(plan.name, plan.spec.version),
  };
  const { spec } = plan.record;
  return {
    ...plan,
    spec: {
      ...plan.spec,
      options: { ...plan.spec.options, backup: placed },
    },
    record: {
      ...plan.record,
      spec: { ...spec, options: { ...spec.options, backup: placed } },
    },
  };
}
