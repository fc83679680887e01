import {
  databaseKind,
  databaseModelOf,
  jobRecordSchema,
  partKind,
  partKindsOf,
  type CachedDatabaseObject,
  type CachedMeta,
  type CachedPod,
  type CachedVolumeClaim,
  type FullDatabaseModel,
  type JobRecord,
  type KubernetesObject,
  type Snapshot,
  type WatchedKind,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  backupKinds,
  backupObjectsOf,
  type BackupObjects,
} from '../backups/kinds';
import {
  BACKUP_CLAIM,
  DATA_CLAIM,
  EXPORTER,
  keyOf,
  labels,
  MISSING_SECRETS,
  nameOf,
  otherThan,
  PROVIDER_ID,
  refOf,
  REMOVAL,
  REPLACED,
  resources,
  RESTORE_JOB,
  RESTART,
  SIZE,
} from './names';
import {
  primaryOf,
  promotionJobOf,
  promotionOf,
  type Promotion,
} from './promotion';

/** The read-write Service, which carries the record and selects the primary. */
export interface CachedDatabase extends CachedDatabaseObject {
  /** Name of the instance that it selects. */
  primary?: string;
  /** Uid of the volume claim of the primary, once it was created. */
  dataClaim?: string;
  /** Uid of the first volume claim of backups, once it was created. */
  backupClaim?: string;
  /** Whether its removal was requested and has to be completed. */
  isRemoved: boolean;
  /** When a restart of all instances was requested. */
  restartRequestedAt?: string;
  /** Secrets that have existed and are missing. */
  missingSecrets: string[];
  /** The last promotion, and the record of its Job. */
  promotion?: Promotion;
  promotionJob?: JobRecord;
  /** The restore that it was created by, if it was started. */
  restoreJob?: JobRecord;
}

/** The StatefulSet of an instance. */
export interface CachedStatefulSet extends CachedMeta {
  cluster: string;
  /** How many pods it should have: none while its instance is stopped. */
  replicas: number;
  /** Id of the promotion after which it was created again. */
  replacedBy?: string;
  /** Whether the read-only Service can leave it out: not if an older version has created it. */
  promotable: boolean;
  /** Whether its pod is ready, as the controller reports. */
  ready: boolean;
  /** Whether its pod has the current template. */
  updated: boolean;
  /** Since when its pod has been made anew: the last restart, or its creation. */
  restartedAt: string;
  /** Id of the size that its resources come from. */
  size?: string;
}

/** The volume claim of an instance, with the uid of the Service of its database. */
export interface OwnedClaim extends CachedVolumeClaim {
  owner?: string;
}

/** A database with its parts. */
export interface StatefulSetSnapshot
  extends Snapshot<CachedDatabase>,
    BackupObjects {
  statefulSets: CachedStatefulSet[];
  /** The pod of the exporter, if one is ready. */
  exporter?: CachedPod;
}

interface SetStatus {
  observedGeneration?: number;
  readyReplicas?: number;
  currentRevision?: string;
  updateRevision?: string;
}

const statefulSetKind = {
  ...partKind(
    resources.statefulSets,
    ({
      metadata,
      spec,
      status = {},
    }): Omit<CachedStatefulSet, keyof CachedMeta> => {
      const reported = status as SetStatus;
      const { template, replicas = 1 } = spec as {
        template: KubernetesObject;
        replicas?: number;
      };
      return {
        cluster: metadata.labels?.[labels.cluster] ?? '',
        replicas,
        promotable: Object.keys(template.metadata?.labels ?? {}).some(key =>
          key.startsWith(otherThan('')),
        ),
        replacedBy: template.metadata?.annotations?.[REPLACED],
        ready: (reported.readyReplicas ?? 0) > 0,
        updated:
          reported.observedGeneration === metadata.generation &&
          reported.currentRevision === reported.updateRevision,
        restartedAt:
          template.metadata?.annotations?.[RESTART] ??
          metadata.creationTimestamp ??
          '',
        size: template.metadata?.annotations?.[SIZE],
      };
    },
  ),
  labelSelector: labels.cluster,
};

/** Returns the record of the restore that a database was created by. */
export function restoreJobOf({
  metadata,
}: Pick<KubernetesObject, 'metadata'>): JobRecord | undefined {
  try {
    const text = metadata.annotations?.[RESTORE_JOB] ?? '';
    return jobRecordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const clusterKind = {
  ...databaseKind(resources.services, ({ spec, metadata }) => ({
    primary: primaryOf({ spec, metadata }),
    promotion: promotionOf({ metadata }),
    promotionJob: promotionJobOf({ metadata }),
    restoreJob: restoreJobOf({ metadata }),
    dataClaim: metadata.annotations?.[DATA_CLAIM],
    backupClaim: metadata.annotations?.[BACKUP_CLAIM],
    isRemoved: metadata.annotations?.[REMOVAL] !== undefined,
    restartRequestedAt: metadata.annotations?.[RESTART],
    deletedAt: metadata.annotations?.[REMOVAL] ?? metadata.deletionTimestamp,
    missingSecrets:
      metadata.annotations?.[MISSING_SECRETS]?.split(',').filter(Boolean) ?? [],
  })),
  labelSelector: `${labels.endpoint}=read-write`,
};

const shared = partKindsOf(labels);

const volumeClaimKind: WatchedKind<OwnedClaim> = {
  ...shared.volumeClaims,
  transform: (object, managedBy) => ({
    ...shared.volumeClaims.transform(object, managedBy),
    owner: object.metadata.labels?.[labels.owner],
  }),
};

const kinds = {
  ...shared,
  clusters: clusterKind,
  statefulSets: statefulSetKind,
  ...backupKinds,
  volumeClaims: volumeClaimKind,
};

const model = databaseModelOf<StatefulSetSnapshot>(
  PROVIDER_ID,
  kinds,
  parts => ({
    statefulSets: parts(statefulSetKind),
    ...backupObjectsOf(parts),
  }),
);

/** Names a snapshot by its database, not by its Service; tells the exporter from instances, and leaves out volumes of an earlier one of its name. */
const named = (snapshot: StatefulSetSnapshot): StatefulSetSnapshot => ({
  ...snapshot,
  pods: snapshot.pods.filter(({ role }) => role !== EXPORTER),
  exporter: snapshot.pods.find(
    ({ role, ready, deletedAt }) => role === EXPORTER && ready && !deletedAt,
  ),
  volumeClaims: (snapshot.volumeClaims as OwnedClaim[]).filter(
    ({ owner }) => owner === snapshot.cluster.uid,
  ),
  backupClaims: snapshot.backupClaims.filter(
    ({ owner, deletedAt }) => owner === snapshot.cluster.uid && !deletedAt,
  ),
  ref: refOf(snapshot.key),
  key: { ...snapshot.key, name: nameOf(snapshot.key.name) },
});

/** The model of a database: a Service with pods, volumes and StatefulSets. */
export const databaseModel = {
  ...model,
  kinds,
  refOf,
  keyOf,
  find: (context, cached) => named(model.find(context, cached)),
  withoutParts: (cluster, object) => named(model.withoutParts(cluster, object)),
} satisfies FullDatabaseModel<StatefulSetSnapshot>;
