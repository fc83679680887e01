/** What is read less often than the instances. Each part fails alone. */
export interface RegionDetails {
  snapshots: Part<SnapshotFacts[]>;
  /** Moments that can be restored, by ARN of the instance. */
  windows: Part<ReadonlyMap<string, { from: string; to: string }>>;
  /** Schedules of managed passwords, by ARN of the secret. */
  secrets: Part<ReadonlyMap<string, SecretFacts>>;
  /** Maintenance that AWS plans, by ARN of the instance. */
  maintenance: Part<ReadonlyMap<string, MaintenanceAction[]>>;
  /** End of standard support, by major version. */
  supportEnds: Part<ReadonlyMap<string, string>>;
}

/** The last good value with the time when it was read, and why there is no newer one. */
export interface Part<T> {
  value?: T;
  at?: string;
  error?: string;
}

/** A snapshot of an instance. */
export interface SnapshotFacts {
  id: string;
  arn: string;
  /** Both identify the instance that it was taken of: identifiers are reused. */
  resourceId?: string;
  instanceCreatedAt?: string;
  /** `manual`, `automated` or `awsbackup`. */
  type: string;
  /** Verbatim, for example `creating` or `available`. */
  status: string;
  createdAt?: string;
  percent?: number;
  sizeBytes?: number;
}

/** Rotation of a managed password. */
export interface SecretFacts {
  /** Days, or a schedule expression. */
  rotation?: string;
  nextRotationAt?: string;
  lastRotatedAt?: string;
}

/** One action that AWS plans. */
export interface MaintenanceAction {
  /** For example `system-update`. */
  action: string;
  description?: string;
  /** When AWS applies it without being asked. */
  appliedAfter?: string;
}

/** Nothing was read yet. */
export const noDetails: RegionDetails = {
  snapshots: {},
  windows: {},
  secrets: {},
  maintenance: {},
  supportEnds: {},
};
