/** Phases of a Cluster: what the operator does, and what a person has to do. */
export const phases = {
  movingPrimary: 'Moving the primary',
  restartingInstances: 'Restarting instances one by one',
  upgradingMajorVersion:
    'Upgrading to a new major version of PostgreSQL, which is stopped until this is done',
  upgradingManager: 'Upgrading the instance manager',
  applyingConfiguration: 'Applying configuration',
  restartingInPlace: 'Restarting the primary; writes pause for a few seconds',
  restartingPrimary: 'Restarting the primary; writes pause until it is back',
  becomingPrimaryCluster: 'Becoming the primary cluster',
  waitingForRollout:
    'Waiting for the operator to roll out a change: it updates one cluster after another',

  nothingIsRepaired:
    'Running instances keep running. Nothing is changed or repaired until this is solved.',
  waitsForSwitchover: 'Waiting for a manual switchover to finish an update.',
  switchOver: 'Switch over to a standby that is already updated.',
  diskFull: 'The disk is full, and PostgreSQL is stopped.',
  expandVolumeThenSize:
    'Ask the platform team to expand the volume claim first: a larger size here is not enough while PostgreSQL is stopped. Then raise the storage size.',
  standbyDiskFull:
    'The disk of a standby is full, and PostgreSQL is stopped on it.',
  expandVolume: 'Ask the platform team to expand its volume claim.',
  unrecoverable: 'The database cannot recover by itself.',
  restoreToNew: 'Restore from a backup to a new database.',
  instanceNotCreated: 'An instance could not be created.',
  databaseNotCreated: 'The database could not be created.',
  askForJobLog:
    'Ask the platform team for the log of the Job that the operator names.',
  askForJobLogThenCreate:
    'Ask the platform team for the log of the Job that the operator names. Then remove the database, and create it again.',
  pluginNotInstalled:
    'Platform problem: a plugin that the database needs is not installed.',
  pluginFails: 'Platform problem: a plugin fails.',
  versionNotInCatalog:
    'Platform problem: the image catalog does not offer its version.',
  noBinaryForArchitecture:
    'Platform problem: the operator has no binary for the architecture of the nodes.',
  objectsNotCreated:
    'Platform problem: the operator cannot create the objects that the database needs.',
  instancesUnreachable:
    'Platform problem: the operator cannot reach the instances, and repairs nothing.',
  definitionInvalid:
    'Platform problem: the definition of the Cluster is not valid.',
  askPlatformTeam: 'Ask the platform team: the cause is outside the database.',
  removePauseAnnotation:
    'Ask the platform team to remove the annotation {{annotation}}: it disables the reconciliation of this database.',
  checkDeclared:
    'Ask the platform team what the operator reports about its Database resources and managed roles.',
  checkSourceBackup:
    "Check that the backup '{{name}}' exists and has finished.",
} as const;
