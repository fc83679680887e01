/** Preconditions of an upgrade to another major version: clauses without a full stop. */
export const upgrade = {
  needsAwake: 'it is hibernated: wake it first',
  nothingFenced: 'no instance is fenced',
  needsFenceLifted: 'instances are fenced: lift the fence first',
  instancesReady: '{{ready}} of {{desired}} instances are ready',
  needsInstancesReady: 'only {{ready}} of {{desired}} instances are ready',
  noChange: 'no change is in progress',
  needsHealthyPhase: 'the operator reports "{{phase}}"',
  needsPhase: 'the operator reports nothing yet',
  noBackupRuns: 'no backup is running',
  needsBackupEnded: 'a backup is running: wait until it has ended',
  needsOwnArchive:
    'its archive was configured outside pgstage and would mix the WAL of two versions: upgrade it there, with a new serverName for the archive',
  hasBackup: 'a backup has finished: restoring it is the only way back',
  hasBackupOf:
    'a backup of PostgreSQL {{version}} has finished: restoring it is the only way back',
  needsWal:
    'a backup has finished, but it is not known whether the WAL that it needs is archived, and without that WAL there is no way back: wait until it is archived, or create another backup',
  needsWalOf:
    'a backup of PostgreSQL {{version}} has finished, but it is not known whether the WAL that it needs is archived, and without that WAL there is no way back: wait until it is archived, or create another backup',
  needsBackup:
    'no backup has finished, and without one there is no way back: create one first',
  needsBackupOf:
    'no backup of PostgreSQL {{version}} has finished, and without one there is no way back: create one first',
  needsArchiving:
    'changes made until then would be lost if you go back: {{archiving}}',
} as const;
