/** Backups and the archive. */
export const backups = {
  backupStartsAfterRestart:
    'It starts when the restart of the instances has finished.',
  instancesRestartForBackups:
    'For an object store, the operator restarts the instances one by one.',
  archivingPluginUnknown:
    'WAL is archived by the plugin {{name}}: which backups it has, and which points in time can be restored, is not known.',
  backupPluginUnknown:
    "The plugin '{{name}}' took it, and how to restore from it is not known.",
  removeAnnotation: 'Remove the annotation from the Cluster.',
  archiveFolderInUse:
    'Another database left its archive in the folder: change options.backup.folder to a new one.',
} as const;
