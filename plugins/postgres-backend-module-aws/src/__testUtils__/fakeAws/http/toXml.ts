/** Element of each list of the RDS API; `member` for all others. Source: the `xmlName` traits of `@aws-sdk/client-rds`. */
const memberOf: Record<string, string> = {
  AvailabilityZones: 'AvailabilityZone',
  DBEngineVersions: 'DBEngineVersion',
  DBInstanceAutomatedBackups: 'DBInstanceAutomatedBackup',
  DBInstances: 'DBInstance',
  DBMajorEngineVersions: 'DBMajorEngineVersion',
  DBParameterGroups: 'DBParameterGroup',
  DBSnapshots: 'DBSnapshot',
  DBSubnetGroups: 'DBSubnetGroup',
  IopsToStorageRatio: 'DoubleRange',
  OrderableDBInstanceOptions: 'OrderableDBInstanceOption',
  Parameters: 'Parameter',
  PendingMaintenanceActionDetails: 'PendingMaintenanceAction',
  PendingMaintenanceActions: 'ResourcePendingMaintenanceActions',
  ReadReplicaDBInstanceIdentifiers: 'ReadReplicaDBInstanceIdentifier',
  StatusInfos: 'DBInstanceStatusInfo',
  Storage: 'ValidStorageOptions',
  StorageSize: 'Range',
  Subnets: 'Subnet',
  SupportedEngineLifecycles: 'SupportedEngineLifecycle',
  TagList: 'Tag',
  ValidUpgradeTarget: 'UpgradeTarget',
  VpcSecurityGroups: 'VpcSecurityGroupMembership',
};

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** An element, with the default name for list members that have none of their own. */
export function element(
  name: string,
  value: unknown,
  member: string = 'member',
): string {
  if (value === undefined || value === null) {
    return '';
  }
  return `<${name}>${content(name, value, member)}</${name}>`;
}

function content(name: string, value: unknown, member: string): string {
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    const inner = memberOf[name] ?? member;
    return value.map(item => element(inner, item, member)).join('');
  }
  if (typeof value === 'object') {
    return Object.entries(value as object)
      .map(([key, inner]) => element(key, inner, member))
      .join('');
  }
  return escape(String(value));
}
