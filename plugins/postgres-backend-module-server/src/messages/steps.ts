/** Steps of the creation of a database. */
export const steps = {
  stepRole: 'Role {{role}}',
  stepDatabase: 'Database {{database}}',
  stepExtensions: 'Extensions {{extensions}}',
  stepRestore: 'Restored from dump {{backup}}',
  stepRestoreRuns: '{{done}} of {{total}} objects of the dump are restored.',
  stepRestoreWaits:
    'The restore waits for Backstage, or for another restore on the server.',
  stepBackup: 'Covered by a backup',
  stepBackupPending:
    'Done after the next base backup or dump, or when the WAL since an older base backup is archived.',
} as const;
