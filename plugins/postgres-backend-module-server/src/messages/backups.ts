/** Backups and WAL archiving. */
export const backups = {
  noBackup: 'No backup contains this database yet.',
  cannotBeRestored: 'If it is lost now, it cannot be restored.',

  archivingFails: 'The server cannot archive WAL file {{file}}.',
  archiveCommandMissing: 'The server has no archive_command.',
  changesNotProtected:
    'Changes after {{since}} cannot be restored, and WAL accumulates on the disk of the server.',
  nothingArchived:
    'No WAL has been archived yet: changes cannot be restored, and WAL accumulates on the disk of the server.',
  lastFailedAt: 'The last failure was at {{at}}.',
  dumpEvery: 'Logical dump every {{hours}} h',
  repairArchiving:
    'Ask the administrator of the server to repair archive_command and its target.',

  backupsUnknown: 'Backstage cannot list the backups of this server.',
  restorableUnknown: 'It is unknown whether this database can be restored.',

  baseBackupFailed: 'The last base backup failed.',
  goodBaseBackup: 'The last good base backup started at {{startedAt}}.',
  noGoodBaseBackup: 'There is no good base backup.',
  dumpFailed: 'The last dump failed.',
  goodDump: 'The last good dump started at {{startedAt}}.',
  noGoodDump: 'There is no good dump.',
  restoreFailed: 'The restore from dump {{backup}} failed.',
  dumpMissing:
    'No host of Backstage that tried since {{since}} has this dump. Restore another dump under another name, or make the directory of the dumps available to all hosts.',
  restoreIncomplete:
    'The database is incomplete, and applications cannot connect.',
  repeatRestore:
    'Repeat the restore with the same dump and name to try again, or remove this database.',
  dumpOfFormerDatabase:
    'It was taken before this database was created, from another database with this name.',
  restoreProgramTooNew:
    'The server has PostgreSQL {{needed}}, into which pg_restore {{version}} cannot restore. Ask the administrator of Backstage to add the programs of version {{needed}} to dumps.binDirectory.',
  baseBackupsNotConfigured:
    'No backupDirectory is configured for this server. Ask the administrator of Backstage.',
  baseBackupsNotGranted:
    'Ask the administrator of the server to run: {{statements}}',
  dumpsNotConfigured:
    'No directory for dumps is configured for this server. Ask the administrator of Backstage.',
  dumpNeedsLogin:
    'Backstage has no stored login for this database, which a dump requires.',
  dumpLoginLacksRights:
    'The login {{user}} for dumps lacks rights. Ask the administrator of the server to run: {{statements}}',
  dumpLoginFails: 'The stored login of this database does not work.',
  programMissing:
    'No working {{program}} was found in {{directory}}. The server requires version {{needed}} or newer.',
  programMissingInPath:
    'No working {{program}} was found in the PATH of Backstage. The server requires version {{needed}} or newer.',
  programTooOld:
    '{{program}} in {{directory}} has version {{version}}; the server requires {{needed}} or newer.',
  programTooOldInPath:
    '{{program}} in the PATH of Backstage has version {{version}}; the server requires {{needed}} or newer.',
  baseBackup: 'Base backup',
  baseBackupCopies:
    'Copies the whole server with all its databases. While WAL is archived, any later point in time can be restored.',
  logicalDump: 'Logical dump',
  logicalDumpWrites:
    'Writes only this database to a file, and reads the file completely to verify it.',
  nextBackupFrom: 'The next one is possible from {{at}}.',

  tryBackupAgain:
    'Try again. If it fails again, ask the administrator of the server.',
} as const;
