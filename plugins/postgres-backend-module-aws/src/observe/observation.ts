import type { RegionConfig } from '../config';
import type { RecordedInstance } from '../record';
import type { InstanceFacts } from '../instance';
import type { RegionDetails, SnapshotFacts } from './RegionDetails';

/** What was read of a region. */
export interface Observation {
  config: RegionConfig;
  /** When the instances were read. */
  at: string;
  instances: RecordedInstance[];
  details: RegionDetails;
}

/** One database, with its read replicas in the same region. */
export interface ObservedDatabase {
  recorded: RecordedInstance;
  replicas: InstanceFacts[];
  /** Of this instance, newest first; undefined if they could not be read yet. */
  snapshots?: SnapshotFacts[];
}

/**
 * Returns the databases of a region. A read replica is a part of the database
 * that it replicates, unless that is not in this region.
 */
export function databasesOf(observation: Observation): RecordedInstance[] {
  const names = new Set(
    observation.instances.map(({ instance }) => instance.identifier),
  );
  return observation.instances.filter(
    ({ instance: { replicaOf } }) =>
      replicaOf === undefined || !names.has(replicaOf),
  );
}

/** Collects what was read of one database. */
export function observedDatabase(
  { instances, details }: Observation,
  recorded: RecordedInstance,
): ObservedDatabase {
  const { instance } = recorded;
  return {
    recorded,
    replicas: instances
      .map(other => other.instance)
      .filter(({ replicaOf }) => replicaOf === instance.identifier),
    snapshots: details.snapshots.value && snapshotsOf(details, instance),
  };
}

/** An identifier can be used again, so that it does not identify the instance of a snapshot. */
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
