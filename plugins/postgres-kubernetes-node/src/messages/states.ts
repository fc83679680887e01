/** States of a database, what is known of them, and its steps. Without a final period. */
export const states = {
  running: 'Running',
  runningInstances: 'Running, {{ready}} of {{desired}} instances ready',
  runningCopy: 'Running as a read-only copy of {{source}}',
  runningCopyInstances:
    'Running as a read-only copy of {{source}}, {{ready}} of {{desired}} instances ready',
  primaryDoesNotRespond:
    'The primary {{name}} does not respond; no reason has been reported',
  waitingForStandby: 'Waiting for standby {{name}}, which is not ready',
  instancesReady: '{{ready}} of {{desired}} instances are ready',
  primaryUnknown: 'The operator does not report which instance is the primary',
  primaryHasNoEndpoint: 'The service of the primary has no endpoint yet',
  clusterUnread: 'Backstage cannot read the {{kind}}',
  podsUnread: 'Backstage cannot read the pods of the instances',
  endpointsUnread: 'Backstage cannot read the endpoints of its services',
  primaryVolumeFull: 'The volume of its primary is full',
  postgresWasStopped:
    'PostgreSQL was stopped, and is not known to be running again',
  creationUnknown: 'Not known whether it is created: {{objects}}',

  requestAccepted: 'Request accepted',
  volumeBound: 'Volume bound',
  firstInstanceStarted: 'First instance started',
  firstInstanceRestored: 'Restored, first instance started',
  acceptsConnections: 'Database accepts connections',
  loginReady: 'Login ready',
  standbysReady: 'Standbys ready ({{ready}} of {{desired}} instances)',
  walArchived: 'WAL archived',
  firstBackupFinished: 'First backup finished',
  backupFinishedWithoutWal:
    'A backup has finished, but the WAL that it needs is not known to be archived. {{then}}',
  nextBackupStarts: 'The next backup starts at {{at}}.',
  takeBackupAnyTime: 'Take a backup at any time.',

  roles: 'Roles: {{names}}',
  databases: 'Databases: {{names}}',
  extensions: 'Extensions: {{names}}',
  initSql: 'Init SQL',
  notReported: 'Not known: the operator does not report it.',
  withEvidence: '{{what}} {{evidence}}',
  items: '{{first}}; {{more}}',
  sentences: '{{first}} {{more}}',
} as const;
