/** What will become a problem, and records. */
export const notices = {
  recordNotSigned: 'The record of this database is not signed by pgstage.',
  recordGivesNoRights:
    'Its entities and its owner have no rights until an administrator confirms it.',
  adoptToConfirm: 'An administrator binds it with adopt.',

  certificateExpires: 'The certificate of the server expires at {{at}}.',
  certificateExpired: 'The certificate of the server expired at {{at}}.',
  verifyFails:
    'From then on, clients that verify the certificate cannot connect.',
  verifyFailsNow: 'Clients that verify the certificate cannot connect.',
  rotateCertificate:
    'Choose a newer certificate authority for the instance in the AWS console.',

  secretImpaired: 'AWS cannot rotate the password of the master user.',
  passwordStaysOld: 'The password still works and is no longer replaced.',
  checkSecretKey:
    'Ask the owner of the account to check the KMS key of the secret {{secret}}.',

  supportEnds: 'Standard support of PostgreSQL {{version}} ends at {{at}}.',
  supportEnded: 'Standard support of PostgreSQL {{version}} ended at {{at}}.',
  extendedSupportCharged:
    'AWS charges for Extended Support after standard support ends.',
  upgradedByAws: 'AWS upgrades it to another major version after that.',
  planUpgrade: 'Plan an upgrade to a newer major version.',

  maintenancePlanned: 'AWS plans maintenance: {{action}}.',
  maintenanceApplied: 'It is applied in a maintenance window after {{at}}.',
  maintenanceWaits: 'It is applied once somebody asks for it.',
  chooseMaintenanceTime: 'Apply it earlier in the AWS console, if that suits.',

  rebootNeeded: 'Parameters of the group {{group}} wait for a reboot.',
  parametersOld: 'PostgreSQL runs with the former values.',
  rebootNext: 'Restart the database.',
  parametersFailed: 'Parameters of the group {{group}} could not be applied.',
  checkParameters: 'Ask the owner of the account to check the group.',

  noBackups: 'Automated backups are off.',
  lossIsFinal: 'What is not in a snapshot is lost with the instance.',
  turnOnBackups: 'Change options.backupRetentionDays.',

  isPublic: 'The instance has a public address.',
  reachableFromInternet:
    'It can be reached from the internet as far as its security groups allow.',
  makePrivate:
    'Ask the owner of the account to turn off public access of the instance.',

  replicaFails: 'The read replica {{name}} does not replicate: {{status}}.',
  replicaIsOld: 'Reads on the replica return old data.',
  checkReplica: 'Ask the owner of the account to check the replica.',
} as const;
