/** Backups and the archive. */
export const backups = {
  backupStartsAfterRestart:
    'It starts when the restart of the instances has finished.',
  instancesRestartForBackups:
    'For an object store, the operator restarts the instances one by one.',
  pluginNotYetIn: 'the backup plugin is not yet in {{instances}}',
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
