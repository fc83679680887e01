/** The section Backups, and what can be restored. */
export const backups = {
  none: 'No backups yet.',
  table: 'Backups, newest first',
  started: 'Started',
  status: 'Status',
  duration: 'Duration',
  size: 'Size',
  scope: 'Scope',
  of: {
    server: 'Whole server ({{method}})',
    database: 'This database ({{method}})',
  },
  location: 'Location',
  verified: 'Verification',
  notVerified: 'not verified',
  passed: 'passed',
  damaged: 'damaged',
  state: {
    running: 'running',
    finished: 'finished',
    failed: 'failed',
  },
  method: 'Method',
  methodsLoading: 'The backup methods have not loaded yet.',
  methodUnavailable: '{{method}}: not available. {{reason}}',
  methodReason: '{{method}}: {{reason}}',
  backUpNow: 'Back up now',
  starting: 'Starting backup…',
  archiving: {
    protectedUntil: 'Changes protected until {{time}}',
    lastArchived: 'Last WAL archived {{time}}',
    lastFailure: 'Last archiving failure {{time}}',
  },
  schedule: 'Schedule: {{schedule}}',
  scheduleSuspended: 'Schedule: {{schedule}}, suspended',
  scheduleNext: 'Schedule: {{schedule}}, next {{time}}',
  scheduleDue: 'Schedule: {{schedule}}, was due {{time}}',
  noSchedule: 'No backups are scheduled.',
  restoreButton: 'Restore to a new database…',
  restoreText:
    'Creates a new database from a point in time or a backup. This database is not changed: to use the restored data, point your applications to the new database.',
  restoreUnavailable: 'Restore is not available. {{reason}}',
} as const;

/** What could be restored, in sentences. */
export const recovery = {
  window: {
    can: 'You can restore to any second from {{from}} to {{to}}.',
    cannot: 'Restorable to any second from {{from}} to {{to}}.',
    maybe: 'May be restorable to any second from {{from}} to {{to}}.',
  },
  backup: {
    can: 'You can restore to the last usable backup, {{time}}.',
    cannot: 'Restorable to the last usable backup, {{time}}.',
    maybe: 'May be restorable to the last finished backup, {{time}}.',
  },
  backupUndated: {
    can: 'You can restore to the last usable backup.',
    cannot: 'Restorable to the last usable backup.',
    maybe: 'May be restorable to the last finished backup.',
  },
  archiveEndUnknown:
    'Later points in time, up to {{time}} at most, may be restorable.',
  earlier:
    'Also restorable from {{from}} to {{to}}; later changes may be missing from the archive.',
  earlierUnknown:
    'Earlier points in time, back to {{time}} at most, may be restorable.',
  cannotHere: 'You cannot start a restore here. {{reason}}',
  newestUnreliable: 'Do not rely on the newest finished backup. {{reason}}',
  laterUnknown: 'It is unknown whether later changes are protected.',
  laterLost: 'Later changes are not protected.',
  firstRunning: 'Nothing can be restored until the first backup finishes.',
  nothing: 'Nothing can be restored: this database has no finished backup.',
  nothingBecause: 'Nothing can be restored. {{reason}}',
  unreliable: 'Do not rely on the last finished backup. {{reason}}',
  unknown: 'What can be restored is unknown.',
  unknownBecause: 'What can be restored is unknown: {{reason}}.',
  newestFailed: 'The newest backup failed.',
  recentLost: 'A backup exists, but recent changes are not protected.',
  archiving: '{{reason}}.',
} as const;
