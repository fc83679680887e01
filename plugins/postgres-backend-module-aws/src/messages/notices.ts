/** Notices about expiry, configuration, replicas and records. */
export const notices = {
  recordReplayed:
    'The record of this database is older than one that Backstage has seen: tags of the instance were replaced.',
  recordGivesNoRights:
    'It grants no rights until an administrator confirms it: any user who can tag the instance could have written it.',

  certificateExpires_one:
    'The certificate of the server expires in {{count}} day, at {{at}}.',
  certificateExpires_other:
    'The certificate of the server expires in {{count}} days, at {{at}}.',
  certificateExpired: 'The certificate of the server expired at {{at}}.',
  verifyFails:
    'After that, clients that verify the certificate cannot connect.',
  verifyFailsNow: 'Clients that verify the certificate cannot connect.',
  rotateCertificate:
    'In the AWS console, apply the pending maintenance for it, or select a newer certificate authority, which clients that verify the certificate must trust first.',

  restoreIncomplete:
    'The password and the settings of the restored instance are not set yet.',
  restoredPassword:
    'Nobody can log in as the master user: its password is the one that the source had at that time.',
  restoreRepeated:
    'Backstage repeats it every few minutes. If this persists, ask the administrator of Backstage to check its log.',

  passwordRefused:
    'The instance refuses the password of the master user in AWS Secrets Manager.',
  applicationsRefused: 'Applications that use this password cannot connect.',
  connectionUnknown: 'It is unknown whether applications can connect.',
  allowLogin:
    'If they can connect, no action is required. To enable the check, ask the administrator of Backstage to correct what the message names, or to set sql to false.',

  secretImpaired: 'AWS cannot rotate the password of the master user.',
  passwordStaysOld: 'The password still works, but is no longer rotated.',
  checkSecretKey:
    'Ask the owner of the account to check the KMS key of the secret {{secret}}.',

  credentialsNotStored:
    'The credentials cannot be stored in the namespace {{namespace}} of {{cluster}}.',
  applicationsHaveNoLogin: 'Applications do not find user and password there.',
  entryIsOlder:
    'AWS has replaced the password in {{entry}}: new connections with it fail.',
  entryPossiblyOlder:
    'It is unknown whether {{entry}} has the current password.',
  entryIsNotKept:
    'No credential store is configured for the provider: an entry from before is not changed when AWS rotates the password.',
  configureStore:
    'Ask the administrator of Backstage to configure postgres.providers.aws-rds.credentialStore, or remove options.credentials.',
  credentialsRetried:
    'Backstage tries again every few minutes. If this persists, correct what the evidence names.',
  manageOrRemoveTarget:
    'Let AWS manage the password, or remove options.credentials.',

  supportEnds: 'Standard support of PostgreSQL {{version}} ends at {{at}}.',
  supportEnded: 'Standard support of PostgreSQL {{version}} ended at {{at}}.',
  extendedSupportCharged:
    'AWS charges for Extended Support after standard support ends.',
  upgradedByAws:
    'After that, AWS upgrades the instance to another major version.',
  planUpgrade: 'Plan an upgrade to a newer major version.',

  maintenancePlanned: 'AWS plans maintenance: {{action}}.',
  maintenanceAvailable: 'Maintenance is available: {{action}}.',
  certificateAuthorityChange: 'another certificate authority',
  postgresUpgrade: 'upgrade of PostgreSQL',
  hardwareMaintenance: 'maintenance of the hardware',
  systemUpgrade: 'upgrade of the operating system',
  systemUpdate: 'system update',
  maintenanceScheduled: 'AWS applies it at {{at}}.',
  maintenanceApplied:
    'AWS applies it in the first maintenance window after {{at}}.',
  maintenanceAppliedIn:
    'AWS applies it in the first maintenance window after {{at}}: {{window}} UTC.',
  maintenanceForced:
    'AWS applies it after {{at}}, also outside of the maintenance window.',
  maintenanceWaits: 'AWS applies it only on request.',
  chooseMaintenanceTime:
    'To choose the time yourself, apply it in the AWS console.',

  rebootNeeded:
    'Changed parameters of the group {{group}} take effect at the next reboot.',
  parametersOld: 'PostgreSQL still uses the previous values.',
  rebootNext: 'Restart the database.',
  parametersFailed: 'Parameters of the group {{group}} could not be applied.',
  checkParameters: 'Ask the owner of the account to check the group.',

  noBackups: 'Automated backups are off.',
  lossIsFinal:
    'If the instance is lost, data that is not in a snapshot is lost.',
  turnOnBackups: 'Set options.backupRetentionDays.',

  isPublic: 'The instance has a public address.',
  reachableFromInternet:
    'Clients on the internet can connect if its security groups allow it.',
  makePrivate:
    'Ask the owner of the account to turn off public access of the instance.',

  replicaFails:
    "AWS reports the replication to the read replica {{name}} as '{{status}}'.",
  replicaIsOld: 'Queries on the replica return old data.',
  checkReplica: 'Ask the owner of the account to check the replica.',
} as const;
