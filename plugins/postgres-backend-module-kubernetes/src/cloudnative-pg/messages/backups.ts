/** Backups and the archive. */
export const backups = {
  backupStartsAfterRestart:
    'It starts when the restart of the instances has finished.',
  instancesRestartForBackups:
    'For an object store, the operator restarts the instances one by one.',
  pluginNotYetIn: 'the backup plugin is not yet in {{instances}}',
  pluginBackup: 'Base backup by plugin',
  barmanPluginCopies:
    'Copies the whole server to the object store. While WAL is archived, any later point in time can be restored.',
  otherPluginCopies:
    'Copies the whole server with {{name}}. Only the plugin knows the destination.',
  inTreeBackup: 'Base backup (in-tree)',
  inTreeCopies:
    "Copies the whole server to the object store with the operator's built-in method, which CloudNativePG is going to remove.",
  volumeSnapshot: 'Volume snapshot',
  snapshotsStopped:
    'Snapshots the volume of an instance, which is stopped during the snapshot.',
  snapshotsRunning: 'Snapshots the volume of an instance while it runs.',
  pluginStillIn: 'the backup plugin is still in {{instances}}',
  archivingStartsWithPlugin:
    'WAL archiving starts when the primary has restarted with the backup plugin',
  archivingPluginUnknown:
    'WAL is archived by the plugin {{name}}: it is not known which backups it has, and which points in time can be restored.',
  backupPluginUnknown:
    "It was taken by the plugin '{{name}}': it is not known how to restore from it.",
  separateArchives:
    'Set another serverName or destinationPath for one of them, then take a backup of both.',
  ownArchive:
    'Set another serverName or destinationPath for its archive, then take a backup.',
  removeAnnotation: 'Remove the annotation from the Cluster.',
  archiveFolderInUse:
    'The folder contains the archive of another database: change options.backup.folder to a new one.',
} as const;
