import { invalidState, missing, notFound } from '../http/AwsError';
import type { Params } from '../http/Params';
import type { InstanceRecord, Region, SnapshotRecord } from '../state';

/** A parameter that the action requires. */
export function required(params: Params, name: string): string {
  const value = params.text(name);
  if (!value) {
    throw missing(name);
  }
  return value;
}

/** Identifiers are stored in lower case, and accepted as ARN ("DescribeDBInstances", RDS API Reference). */
export function idOf(value: string): string {
  return value.toLowerCase().replace(/^arn:.*:/, '');
}

export function instanceOf(region: Region, value: string): InstanceRecord {
  const record = region.instances.get(idOf(value));
  if (!record) {
    throw notFound('DBInstanceNotFound', `DBInstance ${value} not found.`);
  }
  return record;
}

export function snapshotOf(region: Region, value: string): SnapshotRecord {
  const record = region.snapshots.get(
    value.toLowerCase().replace(/^arn:.*:snapshot:/, ''),
  );
  if (!record) {
    throw notFound('DBSnapshotNotFound', `DBSnapshot ${value} not found.`);
  }
  return record;
}

/** @throws InvalidDBInstanceState - in any other status */
export function requireStatus(
  { db }: InstanceRecord,
  ...statuses: string[]
): void {
  if (!statuses.includes(db.DBInstanceStatus!)) {
    throw invalidState(
      `Instance ${db.DBInstanceIdentifier} is not in ${statuses.join(
        ' or ',
      )} state, but ${db.DBInstanceStatus}.`,
    );
  }
}

/** The `AZ`s of a subnet group, in order. */
export function zonesOf(region: Region): string[] {
  return region.subnets.map(subnet => subnet.AvailabilityZone);
}
