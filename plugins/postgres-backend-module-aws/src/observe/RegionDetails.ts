/** Parts of a region that are read less often than the instances. A failure affects only its part. */
export interface RegionDetails {
  snapshots: Part<SnapshotFacts[]>;
  /** Ranges of times that can be restored, by ARN of the instance. */
  windows: Part<ReadonlyMap<string, { from: string; to: string }>>;
  /** Schedules of managed passwords, by ARN of the secret. */
  secrets: Part<ReadonlyMap<string, SecretFacts>>;
  /** Maintenance that AWS plans, by ARN of the instance. */
  maintenance: Part<ReadonlyMap<string, MaintenanceAction[]>>;
  /** End of standard support, by major version. */
  supportEnds: Part<ReadonlyMap<string, string>>;
}

/** The last value that was read, its time, and the error of the last attempt, if it failed. */
export interface Part<T> {
  value?: T;
  at?: string;
  error?: string;
  /** Whether a permission is missing. */
  forbidden?: boolean;
}

/** A snapshot of an instance. */
export interface SnapshotFacts {
  id: string;
  /** Resource id and time of creation identify the instance of the snapshot: identifiers are reused. */
  resourceId?: string;
  instanceCreatedAt?: string;
  /** Whether Backstage created it. */
  own: boolean;
  /** `manual`, `automated`, or `awsbackup` for those of AWS Backup. */
  type: string;
  /** As AWS reports it, for example `creating` or `available`. */
  status: string;
  createdAt?: string;
  sizeBytes?: number;
  /** Of PostgreSQL. */
  version?: string;
  /** Storage of the instance, in GiB. */
  gibibytes?: number;
}

/** Rotation of a managed password. */
export interface SecretFacts {
  /** Schedule expression of AWS, for example `rate(30 days)`. */
  rotation?: string;
  nextRotationAt?: string;
  /** Id of the current version of the password. */
  version?: string;
}

/** One action that AWS plans, or applies on request: then it has no time. */
export interface MaintenanceAction {
  /** For example `system-update`. */
  action: string;
  description?: string;
  /** When AWS applies it, with all requests and the other times taken into account. */
  scheduledAt?: string;
  /** Time after which AWS applies it in the first maintenance window. */
  appliedAfter?: string;
  /** Time after which AWS applies it also outside of a maintenance window. */
  forcedAfter?: string;
}

/** The details before the first read. */
export const noDetails: RegionDetails = {
  snapshots: {},
  windows: {},
  secrets: {},
  maintenance: {},
  supportEnds: {},
};
