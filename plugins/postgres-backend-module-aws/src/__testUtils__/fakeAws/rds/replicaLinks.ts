import type { InstanceRecord, Region } from '../state';

/** Removes a replica from the list of its source. */
export function detach(region: Region, { db }: InstanceRecord): void {
  const source = region.instances.get(
    db.ReadReplicaSourceDBInstanceIdentifier ?? '',
  );
  if (source) {
    source.db.ReadReplicaDBInstanceIdentifiers =
      source.db.ReadReplicaDBInstanceIdentifiers!.filter(
        id => id !== db.DBInstanceIdentifier,
      );
  }
}

/** Makes a replica an instance of its own. */
export function standAlone({ db }: InstanceRecord): void {
  db.ReadReplicaSourceDBInstanceIdentifier = undefined;
  db.StatusInfos = undefined;
}
