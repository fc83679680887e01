import {
  cronOf,
  jobTemplate,
  partMetadata,
  prune,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { DatabasePlan } from '../manifests/plan';
import { labels, namesOf, resources } from '../model';
import { backupSettings, type BackupSettings } from './option';
import { backupProgram } from './program';

/** A start that is missed by more than this is skipped: the next one follows. */
const LATE_SECONDS = 3600;

/** Without the labels of instances: its pods are none, and its volume contains no data directory. */
function metadataOf(plan: DatabasePlan) {
  const { readWrite, backup } = namesOf(plan.name);
  const { owner } = plan;
  const metadata = partMetadata(plan, backup);
  return {
    ...metadata,
    labels: {
      ...metadata.labels,
      [labels.backupOf]: readWrite,
      ...(owner && { [labels.owner]: owner.uid }),
    },
  };
}

function volumeClaim(
  plan: DatabasePlan,
  { storage }: BackupSettings,
): Manifest {
  return {
    kind: resources.persistentVolumeClaims,
    object: {
      metadata: metadataOf(plan),
      spec: prune({
        accessModes: ['ReadWriteOnce'],
        storageClassName: plan.config.storageClass,
        resources: { requests: { storage } },
      }),
    },
  };
}

function cronJob(plan: DatabasePlan, settings: BackupSettings): Manifest {
  return {
    kind: resources.cronJobs,
    object: {
      metadata: {
        ...metadataOf(plan),
        ...(plan.owner && { ownerReferences: [plan.owner] }),
      },
      spec: {
        schedule: cronOf(settings.schedule),
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: LATE_SECONDS,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: jobTemplate(backupProgram(plan, settings)),
      },
    },
  };
}

/** Whether a manifest is the volume claim of backups, which is kept when backups are turned off. */
export const isBackupClaim = ({ kind, object }: Manifest): boolean =>
  kind === resources.persistentVolumeClaims &&
  object.metadata.labels?.[labels.backupOf] !== undefined;

/** Returns the settings of the backups of a plan; undefined without backups. */
export const settingsOf = ({ config, spec }: DatabasePlan) =>
  backupSettings(config.backup, spec);

/** Returns the objects that take the backups of a database, and keep them. */
export function backupManifests(plan: DatabasePlan): Manifest[] {
  const settings = settingsOf(plan);
  if (!settings) return [];
  const claim = volumeClaim(plan, settings);
  // An empty database is no backup.
  return plan.isFilled === false ? [claim] : [claim, cronJob(plan, settings)];
}
