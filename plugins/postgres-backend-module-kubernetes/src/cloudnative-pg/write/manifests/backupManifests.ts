import {
  partMetadata,
  prune,
  type BackupTarget,
  type KubernetesObject,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  ARCHIVE,
  BARMAN_PLUGIN,
  namesOf,
  resources,
  scheduleToCron,
} from '../../model';
import {
  archiveFolderOf,
  backupTargetOf,
  type ClusterPlan,
} from './clusterManifest';

const key = (name: string, dataKey: string | undefined) =>
  dataKey ? { name, key: dataKey } : undefined;

/**
 * Returns settings of boto3 for which the ObjectStore has no field. Most stores
 * other than Amazon S3 do not support the checksums that boto3 sends by default
 * (object_stores.md of the plugin).
 */
function environment({
  endpoint,
  region,
}: Extract<BackupTarget, { type: 's3' }>) {
  const entries = {
    AWS_DEFAULT_REGION: region,
    AWS_REQUEST_CHECKSUM_CALCULATION: endpoint && 'when_required',
    AWS_RESPONSE_CHECKSUM_VALIDATION: endpoint && 'when_required',
  };
  return Object.entries(entries).flatMap(([name, value]) =>
    value ? [{ name, value }] : [],
  );
}

function credentialsOf(
  target: Exclude<BackupTarget, { type: 'volumeSnapshot' }>,
) {
  switch (target.type) {
    case 's3': {
      const { credentials } = target;
      return {
        s3Credentials: credentials
          ? {
              accessKeyId: key(credentials.secret, credentials.accessKeyId),
              secretAccessKey: key(
                credentials.secret,
                credentials.secretAccessKey,
              ),
            }
          : { inheritFromIAMRole: true },
      };
    }
    case 'gcs': {
      const { credentials } = target;
      return {
        googleCredentials: credentials
          ? { applicationCredentials: key(credentials.secret, credentials.key) }
          : { gkeEnvironment: true },
      };
    }
    default: {
      const { credentials } = target;
      const { secret = '', ...keys } = credentials ?? {};
      return {
        azureCredentials: credentials
          ? Object.fromEntries(
              Object.entries(keys).map(([field, dataKey]) => [
                field,
                key(secret, dataKey),
              ]),
            )
          : { inheritFromAzureAD: true },
      };
    }
  }
}

/** Returns the ObjectStore in which the plugin stores base backups and WAL; none for volume snapshots. */
export function objectStoreManifest(plan: ClusterPlan): Manifest[] {
  const target = backupTargetOf(plan);
  if (!target || target.type === 'volumeSnapshot') return [];
  const s3 = target.type === 's3' ? target : undefined;
  // Namespaces may share a bucket, and names are unique only within a namespace.
  const destinationPath = `${target.path.replace(/\/+$/, '')}/${
    plan.namespace
  }`;
  return [
    {
      kind: resources.objectStores,
      object: prune({
        apiVersion: 'barmancloud.cnpg.io/v1',
        kind: 'ObjectStore',
        metadata: partMetadata(plan, namesOf(plan.name).objectStore),
        spec: {
          retentionPolicy: plan.spec.options.backup?.retention,
          configuration: {
            destinationPath,
            endpointURL: s3?.endpoint,
            endpointCA: s3?.ca && { name: s3.ca.secret, key: s3.ca.key },
            ...credentialsOf(target),
            wal: { compression: 'gzip' },
            data: { compression: 'gzip' },
          },
          instanceSidecarConfiguration: { env: s3 ? environment(s3) : [] },
        },
      }),
    },
  ];
}

/** Adds the archive that the first backup starts: for another archive, the schedule is recreated. */
function withArchive(
  metadata: KubernetesObject['metadata'],
  plan: ClusterPlan,
): KubernetesObject['metadata'] {
  const { annotations } = metadata;
  return {
    ...metadata,
    annotations: { ...annotations, [ARCHIVE]: archiveFolderOf(plan) },
  };
}

/** Returns the schedule, whose first backup starts immediately. */
export function scheduledBackupManifest(plan: ClusterPlan): Manifest[] {
  const target = backupTargetOf(plan);
  const schedule = plan.spec.options.backup?.schedule;
  if (!target || !schedule) return [];
  const snapshot = target.type === 'volumeSnapshot';
  const metadata = partMetadata(plan, namesOf(plan.name).scheduledBackup);
  return [
    {
      kind: resources.scheduledBackups,
      object: prune({
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'ScheduledBackup',
        metadata: snapshot ? metadata : withArchive(metadata, plan),
        spec: {
          schedule: scheduleToCron(schedule),
          immediate: true,
          backupOwnerReference: 'self',
          cluster: { name: plan.name },
          method: snapshot ? 'volumeSnapshot' : 'plugin',
          // A backup of a standby is "completed" before its WAL is archived,
          // which may never happen on an idle server (observed with 1.30).
          target: snapshot ? undefined : 'primary',
          pluginConfiguration: snapshot ? undefined : { name: BARMAN_PLUGIN },
        },
      }),
    },
  ];
}
