import {
  databaseKind,
  databaseModelOf,
  jobRecordSchema,
  partKind,
  partKindsOf,
  type CachedDatabaseObject,
  type CachedMeta,
  type FullDatabaseModel,
  type JobRecord,
  type KubernetesObject,
  type Snapshot,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  backupKinds,
  backupObjectsOf,
  type BackupObjects,
} from '../backups/kinds';
import {
  DATA_CLAIM,
  keyOf,
  labels,
  MISSING_SECRETS,
  nameOf,
  PROVIDER_ID,
  refOf,
  resources,
  RESTORE_JOB,
  SIZE,
} from './names';

/** The read-write Service, which carries the record and selects the primary. */
export interface CachedDatabase extends CachedDatabaseObject {
  /** Name of the instance that it selects. */
  primary?: string;
  /** Uid of the volume claim of the first instance, once it was created. */
  dataClaim?: string;
  /** Secrets that have existed and are missing. */
  missingSecrets: string[];
  /** The restore that it was created by, if it was started. */
  restoreJob?: JobRecord;
}

/** The StatefulSet of an instance. */
export interface CachedStatefulSet extends CachedMeta {
  cluster: string;
  /** Whether its pod is ready, as the controller reports. */
  ready: boolean;
  /** Whether its pod has the current template. */
  updated: boolean;
  /** Id of the size that its resources come from. */
  size?: string;
}

/** A database with its parts. */
export interface StatefulSetSnapshot
  extends Snapshot<CachedDatabase>,
    BackupObjects {
  statefulSets: CachedStatefulSet[];
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
      const { template } = spec as { template: KubernetesObject };
      return {
        cluster: metadata.labels?.[labels.cluster] ?? '',
        ready: (reported.readyReplicas ?? 0) > 0,
        updated:
          reported.observedGeneration === metadata.generation &&
          reported.currentRevision === reported.updateRevision,
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
    primary: (spec as { selector?: Record<string, string> }).selector?.[
      labels.instance
    ],
    restoreJob: restoreJobOf({ metadata }),
    dataClaim: metadata.annotations?.[DATA_CLAIM],
    missingSecrets:
      metadata.annotations?.[MISSING_SECRETS]?.split(',').filter(Boolean) ?? [],
  })),
  labelSelector: `${labels.endpoint}=read-write`,
};

const kinds = {
  clusters: clusterKind,
  statefulSets: statefulSetKind,
  ...backupKinds,
  ...partKindsOf(labels),
};

const model = databaseModelOf<StatefulSetSnapshot>(
  PROVIDER_ID,
  kinds,
  parts => ({
    statefulSets: parts(statefulSetKind),
    ...backupObjectsOf(parts),
  }),
);

/** Names a snapshot by its database, not by its Service. */
const named = (snapshot: StatefulSetSnapshot): StatefulSetSnapshot => ({
  ...snapshot,
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
