/** Backups, and what they need. */
export const backups = {
  backupsAreOff:
    'Backups of this database are off. Change its option backup to take them.',
  backupRuns: 'Backup {{id}} is still running.',
  noBackupVolume:
    'There is no PersistentVolumeClaim {{name}} for backups in namespace {{namespace}}. Try again in a minute. If it is still missing, ask the platform team to restore it, or change the option backup of the database to create an empty one.',
  foreignBackupVolume:
    'PersistentVolumeClaim {{name}} for backups in namespace {{namespace}} is being deleted, or it belongs to an earlier database of this name. Ask the platform team to keep what it contains elsewhere and to delete it. Then change the option backup of the database to create it again.',
  backupJobRejected: 'The Job of the backup could not be created: {{said}}',
  backupVolumeFull: 'The volume of backups is full.',
  backupVolumeFullMeaning:
    'No new backup can finish. The last good one is kept.',
  growBackupVolume:
    'Increase the storage of the option backup, or keep fewer backups.',
  backupVolumeSmall:
    'The volume of backups has less space than the last backup took.',
  backupVolumeSmallMeaning: 'The next backup may not fit.',

  restoring: 'Restoring the backup',
  dumpMethod: 'Dump with pg_dump',
  dumpMethodVerifies:
    'It counts as a backup only after the whole dump was read again.',
  notRestoredYet: 'The backup that it is created from is not restored yet.',
  restoreWaits: 'The Job that restores the backup does not start: {{said}}',
  restoreNotGranted:
    'PersistentVolumeClaim {{claim}} does not permit this database to read its backups. Request the restore again with the same name and backup. If nobody requested it, remove this database.',
  restoreWaitsMeaning: 'The database is empty until it has ended.',
  letJobsRun:
    'Ask the platform team to correct this. The restore then continues.',
  restoreFailed: 'The restore failed: {{said}}',
  restoreFailedMeaning:
    'The database cannot be used. The source and its backups are not changed.',
  restoreAgain:
    'If this database contains nothing that you need, remove it. Then restore the backup again, or another one.',
  restoreDeadline: 'It did not end in time.',
  backupVolumeSpace: '{{name}}: {{free}} of {{size}} bytes are free.',
} as const;
