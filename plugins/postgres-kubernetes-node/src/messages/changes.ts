/** Changes in progress, and plans of changes. Without a final period. */
export const changes = {
  creating: 'Creating',
  creatingFirstInstance: 'Creating the first instance',
  addingStandby: 'Adding a standby',
  changing: 'Changing',
  accepted: 'Accepted; the operator has not started yet',
  definitionChanged:
    'Its definition was changed; the operator has not started yet',
  retrying: '{{plan}}: the operator is retrying',
  restoringFirstInstance:
    'Restoring from a backup: creating the first instance',
  changingWithReady:
    '{{change}} ({{ready}} of {{desired}} instances are ready)',
  withReason: '{{what}}: {{reason}}',

  hibernated: 'Hibernated: no instance runs, the data is retained',
  hibernating: 'Hibernating: instances are being stopped',
  hibernatesOnceHealthy: 'Will be hibernated as soon as it is healthy',
  waking: 'Waking from hibernation',

  waitingForOperator:
    'Waiting for the operator ({{ready}} of {{desired}} ready)',
  waitingForInstances:
    'Waiting for {{names}} to become ready ({{ready}} of {{desired}} ready)',
  planWaitsForOperator:
    '{{plan}}: waiting for the operator ({{ready}} of {{desired}} ready)',
  planWaitsForInstances:
    '{{plan}}: waiting for {{names}} to become ready ({{ready}} of {{desired}} ready)',
  planWaitsForRestarted: '{{plan}}: waiting for {{names}} to be back',
  planWithReady: '{{plan}}: {{ready}} of {{desired}} instances are ready',

  movingPrimary: 'Moving the primary to {{name}}',
  removingInstances: 'Removing {{count}} of {{total}} instances',
  addingInstance: 'Adding an instance ({{exist}} of {{desired}} exist)',
  instanceMissing:
    'An instance is missing ({{exist}} of {{desired}} exist); another is to be created',
  instancesFenced: 'Fenced: PostgreSQL is stopped on {{names}}',
  liftingFence: 'Lifting the fence',
  growingStorage: 'Expanding the volumes of {{claims}}',
  restartingPostgres: 'Restarting PostgreSQL',
  restartRequested:
    'Restart of all instances requested; the operator has not started yet',
  restartPending:
    'Restart of all instances pending, the operator has not started yet: {{reason}}',

  runningInitSql: 'Running init SQL',
  waitingForObjects: 'Waiting for the operator to create {{objects}}',
} as const;
