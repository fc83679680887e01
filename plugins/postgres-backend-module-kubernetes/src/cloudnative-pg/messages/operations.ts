/** Notes on operations, and why they are not possible. */
export const operations = {
  restartsForStore:
    'To turn backups to an object store on or off, or to change the store, the operator restarts all instances one by one, the primary last. Applications are disconnected then; with a single instance, until it is back. Existing backups stay where they are. After backups are turned off, they cannot be restored from here.',
  passwordManagedOutside:
    "Its password comes from the Secret '{{secret}}', which is managed outside pgstage. Change the password there.",
  loginOfSource:
    'It is a read-only copy: its users and passwords are those of {{source}}.',
  loginImported:
    'Its databases and roles were imported from another server: it has their users and passwords, and the operator created no login.',
  noTarget: 'No backup target is configured for the database.',
  primaryLacksPlugin:
    'The primary does not have the backup plugin yet: the operator restarts the instances to add it. Wait until this is done.',
  noStandbyReady: 'No standby is ready to take over.',
  noStandby: 'There is no standby now.',
  wakeFirst: 'It is hibernated. Wake it first.',
  archivedByOtherPlugin:
    "WAL is archived by the plugin '{{name}}', and pgstage does not support restores from its archive. Follow the documentation of the plugin.",

  pointInTimeNeedsCommit:
    'A point in time can be restored only if the archive contains a later commit. If nothing is written to the source, choose a point in time before the last change, or none to restore everything that is archived.',
  notCopied: 'Not copied: {{items}}.',
  servicesNotCopied: 'the services {{names}}',
  superuserNotCopied:
    "the superuser password in Secret '{{secret}}', because the copy gets its own",
  replicationNotCopied: 'replication from another cluster',
  volumeNotCopied: '{{fields}} in the pvcTemplate of {{volume}}',
  tablespaceNotCopied:
    '{{fields}} in the pvcTemplate of tablespace {{tablespace}}',
  pluginsNotCopied: 'the plugins {{names}}',
  certificateCopied:
    "The certificate in Secret '{{secret}}' is copied: for sslmode verify-full, it must also include the host of the new database.",

  removed:
    'All instances and their volumes are deleted immediately. What is retained: {{items}}.',
  removedWithoutBackup:
    'All instances and their volumes are deleted immediately. What is retained: {{items}}. No backup outside the cluster is known.',
  archivesRetained:
    'backups and WAL under {{folders}}, which are no longer cleaned up',
  pluginBackupsRetained_one:
    'what {{names}} has backed up and archived, wherever it is stored',
  pluginBackupsRetained_other:
    'what {{names}} have backed up and archived, wherever it is stored',
  snapshotsRetained: 'the volume snapshots of its backups',
  backupsRetained: 'the Backup objects {{names}}, which describe backups',
  backupsAndMoreRetained:
    'the Backup objects {{names}} and {{more}} more, which describe backups',
  volumesRetained: 'volumes whose storage class has the reclaim policy Retain',
  foreignObjectsRetained:
    'Secrets and other objects that were created for it outside pgstage, and copies of its password in them',
} as const;
