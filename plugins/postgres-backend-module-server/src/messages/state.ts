/** States of a database and its instances, and whether it is usable and safe. */
export const state = {
  beingCreated: 'Being created; next step: {{step}}',
  beingRestored:
    'Being restored; {{done}} of {{total}} objects of the dump are restored',
  waitsForRestore: 'Waiting to be restored from a dump',
  creationStopped:
    "The creation stopped before the step '{{step}}'. Repeat the request to complete it.",
  doesNotExist: 'It does not exist',
  acceptsConnections: 'Accepting connections',
  notChecked:
    'The role {{role}} is allowed to connect; Backstage has no stored login to check',

  storedLoginNotChecked: 'The stored login has not been checked yet',
  storedLoginUnknown: 'It is unknown whether the stored login works',
  noStoredLogin: 'Backstage has no stored login to check',

  olderBackupsMayContainIt:
    'The database no longer exists; older backups may contain it',
  backupsNotRead: 'Its backups have not been read yet',

  instanceIsStandby: 'standby, accepts no writes',
  instanceAcceptsWrites: 'accepts reads and writes',
} as const;
