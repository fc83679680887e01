/** Preconditions of an upgrade to another major version. */
export const upgrade = {
  nothingFenced: 'No instance is fenced.',
  needsFenceLifted: 'Instances are fenced. Lift the fence first.',
  instancesReady: '{{ready}} of {{desired}} instances are ready.',
  needsInstancesReady: 'Only {{ready}} of {{desired}} instances are ready.',
  noChange: 'No change is in progress.',
  needsHealthyPhase: "The operator reports the phase '{{phase}}'.",
  needsPhase: 'The operator has not reported a phase yet.',
  noBackupRuns: 'No backup is running.',
  needsBackupEnded: 'A backup is running. Wait until it has ended.',
  needsOwnArchive:
    'The archive was configured outside pgstage, and would mix the WAL of two versions. Upgrade the database there, with a new serverName for the archive.',
  hasBackup: 'A backup has finished. Restoring it is the only way back.',
  hasBackupOf:
    'A backup of PostgreSQL {{version}} has finished. Restoring it is the only way back.',
  needsWal:
    'A backup has finished, but it is not known whether the WAL that it needs is archived. Without that WAL there is no way back. Wait until it is archived, or create another backup.',
  needsWalOf:
    'A backup of PostgreSQL {{version}} has finished, but it is not known whether the WAL that it needs is archived. Without that WAL there is no way back. Wait until it is archived, or create another backup.',
  needsBackup:
    'No backup has finished, and without one there is no way back. Create one first.',
  needsBackupOf:
    'No backup of PostgreSQL {{version}} has finished, and without one there is no way back. Create one first.',
  needsArchiving:
    'Changes made until then would be lost if you go back. {{archiving}}.',
} as const;
