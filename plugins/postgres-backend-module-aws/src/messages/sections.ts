/** Steps, backups, and the parts of section `health`. */
export const sections = {
  createInstance: 'Create the instance',
  restoreInstance: 'Restore the instance',
  setRestoredSettings: 'Set the password and what AWS does not restore',
  storePassword: 'Store the password in AWS Secrets Manager',
  logIn: 'Log in with the stored password',
  storeEntry:
    'Store the credentials in the namespace {{namespace}} of {{cluster}}',
  takeFirstBackup: 'Take the first backup',

  reachabilityUnknown:
    'It is unknown whether AWS responds: the region has not been read yet',

  emulated: 'An emulator of AWS stores no data',
  emulatedBackup: 'An emulator of AWS stores no data.',
  snapshotsUnreadable: 'Snapshots cannot be read: {{error}}',
  snapshotsNotRead: 'Snapshots have not been read yet',
  backupsOff: 'Automated backups are off',
  isStopped: 'The instance is stopped',
  daily_one: 'Daily, retained for {{count}} day',
  daily_other: 'Daily, retained for {{count}} days',
  dailyBetween_one: 'Daily between {{window}} UTC, retained for {{count}} day',
  dailyBetween_other:
    'Daily between {{window}} UTC, retained for {{count}} days',
  notRestorableYet: 'AWS reports no restorable time yet',
  logsLate: 'AWS cannot restore to a time after {{at}}',
  snapshot: 'Snapshot',
  snapshotRetention:
    'AWS retains the snapshot until it is deleted, and charges for it.',
  logsStored: 'AWS stores transaction logs every five minutes',

  standbyZoneOnly: 'AWS reports only its zone',
  standbyZoneUnknown: 'AWS does not report its zone yet',
  replicationStatus: "AWS reports the replication as '{{status}}'",

  full: 'Full',
  storageOperationProgress: '{{operation}}, {{percent}} %',
  growsUpTo: 'Grows up to {{max}}Gi; used space was not read',
  usedSpaceUnknown: 'Used space was not read',

  sizeAndConnections: 'Size and connections',
  readBySql: 'Read from PostgreSQL at {{at}}',

  certificateValid: 'Valid until {{at}}, according to AWS',
  passwordRotation: '{{status}}, rotation: {{rotation}}',
  passwordNextRotation:
    '{{status}}, rotation: {{rotation}}, next rotation: {{at}}',
  passwordInStore: 'Password in AWS Secrets Manager',
  pendingChanges: 'Pending changes',
  snapshots: 'Snapshots',
  recoveryWindow: 'Recovery window',
  rotationOfPasswords: 'Rotation of passwords',
  plannedMaintenance: 'Planned maintenance',
  endOfSupport: 'End of standard support',
  notRead: 'It could not be read: {{error}}',
} as const;
