import type { RegionConfig } from '../config';
import type { EntryState } from '../credentials';
import type { RecordedInstance } from '../record';
import { type InstanceFacts, isPostgres, isReplicaInRegion } from '../instance';
import type { LoginState } from '../sql';
import type { RegionDetails, SnapshotFacts } from './RegionDetails';

/** The state of a region, as it was read. */
export interface Observation {
  config: RegionConfig;
  /** Time at which the instances were read. */
  at: string;
  instances: RecordedInstance[];
  details: RegionDetails;
  /** Returns the state of the login of an instance; undefined if Backstage tries none. Absent: it tries none at all. */
  loginOf?: (recorded: RecordedInstance) => LoginState | undefined;
  /** What is known of the entries in the credential store, by ref. */
  entries?: ReadonlyMap<string, EntryState>;
}

/** One database, with its read replicas in the same region. */
export interface ObservedDatabase {
  recorded: RecordedInstance;
  replicas: InstanceFacts[];
  /** Snapshots of the instance, newest first; undefined if they have not been read yet. */
  snapshots?: SnapshotFacts[];
  /** The last login; undefined if Backstage tries none. */
  login?: LoginState;
}

/**
 * Returns the databases of a region. A read replica is part of the database of its
 * source, unless the source is in another region.
 */
export function databasesOf({ instances }: Observation): RecordedInstance[] {
  return instances.filter(({ instance }) => !isReplicaInRegion(instance));
}

/** Returns the parts of an observation that belong to one database. */
export function observedDatabase(
  { instances, details, loginOf }: Observation,
  recorded: RecordedInstance,
): ObservedDatabase {
  const { instance } = recorded;
  return {
    recorded,
    replicas: instances
      .map(other => other.instance)
      .filter(({ replicaOf }) => replicaOf === instance.identifier),
    snapshots: details.snapshots.value && snapshotsOf(details, instance),
    login: loginOf?.(recorded),
  };
}

/** Whether a snapshot is of this instance. Compares no identifiers, because they can be reused. */
export function isSnapshotOf(
  { resourceId, createdAt }: Pick<InstanceFacts, 'resourceId' | 'createdAt'>,
  snapshot: SnapshotFacts,
): boolean {
  return (
    snapshot.resourceId === resourceId &&
    snapshot.instanceCreatedAt === createdAt
  );
}

function snapshotsOf(
  { snapshots: { value = [] } }: RegionDetails,
  instance: InstanceFacts,
): SnapshotFacts[] {
  return value
    .filter(snapshot => isSnapshotOf(instance, snapshot))
    .sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
}

/** Whether an instance is a database of its own. */
export function isDatabase({ instance }: RecordedInstance): boolean {
  return isPostgres(instance) && !isReplicaInRegion(instance);
}

/** Returns the instance of this name. */
export function find({ instances }: Observation, name: string) {
  return instances.find(({ instance }) => instance.identifier === name);
}
