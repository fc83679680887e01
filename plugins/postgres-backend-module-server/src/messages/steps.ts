/** Steps of the creation of a database. */
export const steps = {
  stepRole: 'Role {{role}}',
  stepDatabase: 'Database {{database}}',
  stepExtensions: 'Extensions {{extensions}}',
  stepCredentials: 'Credentials stored',
  stepLogin: 'Accepts logins',
  stepBackup: 'Covered by a backup',
  stepBackupPending:
    'Done after the next base backup or dump, or when the WAL since an older base backup is archived.',
} as const;
