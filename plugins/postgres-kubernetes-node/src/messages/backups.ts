/** Backups, archiving, and what of it can be restored. */
export const backups = {
  changesNotArchived:
    'Changes since {{since}} are not protected: WAL is not archived.',
  changesNotArchivedSinceAtLatest:
    'Changes since {{since}} at the latest are not protected: WAL is not archived.',
  changesWaitForArchive:
    'Changes since {{since}} are not protected: they wait to be archived.',
  archivingIsOff:
    'Changes are not protected: archiving is switched off by {{by}}.',
  walFillsVolume:
    '{{reach}} Meanwhile WAL accumulates on the volume until it is full.',
  walIsRemoved: '{{reach}} Meanwhile WAL is removed without being archived.',
  nothingAfterBackups: 'No point in time after a backup can be restored.',
  reachUnknown: 'How far the database can be restored is not known.',
  restorableTo: 'You can restore to {{to}} at the latest.',
  restorableToAtLeast:
    'You can restore to {{to}}. Whether to a later time is not known.',
  checkObjectStore:
    'Ask the platform team to check the object store and its credentials.',
  switchArchivingOn:
    '{{undo}} Then take a backup: WAL written meanwhile cannot be restored.',

  archiveShared: 'It archives into the same folder as {{others}}.',
  archiveForeign:
    'The archive holds an earlier database of this name; nothing of this one is protected.',
  archivesMix:
    'WAL and backups of two databases mix and overwrite each other: neither can be relied on for a restore.',
  separateArchives: 'Give one of them {{setting}}, then take a backup of both.',
  earlierDatabase:
    'A restore would bring back the earlier database. If this one is lost now, it cannot be restored.',
  ownArchive: 'Give it {{setting}} for its archive, then take a backup.',

  lastBackupFailed: 'The last backup failed.',
  lastGoodBackup: 'The last good backup finished at {{at}}.',
  noOtherGoodBackup: 'No other backup is known to be good.',
  noGoodBackup: 'There is no good backup.',
  takeBackupAgain: 'Take a new one; if it fails too, ask the platform team.',
  backupDoesNotEnd: 'The backup {{name}} does not finish.',
  backupDoesNotBegin: 'The backup {{name}} does not start.',
  backupProtectsNothing: 'It protects nothing, and others may wait for it.',
  checkBackup:
    'Ask the platform team to check it, and to delete it if nothing works on it.',
  scheduleHasError: 'The schedule {{name}} has an error.',
  scheduleIsLate: 'The scheduled backup {{name}} did not start in time.',
  noNewBackups: 'No new backups are taken.',
  checkSchedule:
    'Take a backup now, and ask the platform team to check the schedule.',
  scheduleSuspended_one:
    'No new backup for {{count}} day: the schedule {{names}} is suspended.',
  scheduleSuspended_other:
    'No new backup for {{count}} days: the schedule {{names}} is suspended.',
  nothingScheduled_one:
    'No new backup for {{count}} day: no backups are scheduled.',
  nothingScheduled_other:
    'No new backup for {{count}} days: no backups are scheduled.',
  restoreReplaysAll:
    'A restore has to replay all WAL since then, which takes long and needs every file of it.',
  changesNotRestorable: 'Changes since then cannot be restored.',
  resumeSchedule: 'Take a backup, and resume the schedule.',
  addSchedule: 'Take a backup, and add a schedule.',

  backupWithoutWal:
    'A backup has finished, but the WAL that it needs is not known to be archived.',
  maybeOnlyBeforeUpgrade:
    'If the database is lost now, possibly only its state before the upgrade of PostgreSQL can be restored.',
  maybeNotRestorable:
    'If the database is lost now, it possibly cannot be restored.',
  noBackupSinceUpgrade:
    'No backup has finished since the upgrade of PostgreSQL.',
  onlyBeforeUpgrade:
    'If the database is lost now, only its state before the upgrade can be restored.',
  noBackupConfigured: 'No backup is configured.',
  nothingRestorable: 'If the database is lost, nothing can be restored.',
  chooseTarget:
    'Choose a backup target for it, or ask the platform team for one.',
  chooseTargetNote:
    'Choose a backup target for it, or ask the platform team for one. {{note}}',
  backupsUnknown: 'Whether it has a backup is not known.',
  backupsUnread: 'Backstage cannot read the backups of the cluster.',
  askPlatformTeam: 'Ask the platform team.',
  noBackupYet: 'No backup has finished yet.',
  notRestorable: 'If the database is lost now, it cannot be restored.',
  takeBackup: 'Take a backup.',
  waitForBackup: 'Wait for the running backup.',
  waitForFirstBackup: 'Wait: the first backup starts by itself. {{when}}',

  walMayBeMissing:
    'Changes since {{since}} possibly cannot be restored: WAL may be missing in the archive.',
  predecessorUnseen:
    'The primary changed before the former primary was seen to archive everything. What it had left may be lost with it.',
  archivingWasOff:
    'Archiving was switched off for a time. What was written meanwhile may be lost.',
  changesSinceBackupUnknown:
    'Whether changes since the last backup can be restored is not known.',
  primaryChangedSince:
    'The primary changed since then, and Backstage did not see whether the former primary archived everything before.',

  walUnknown:
    'Whether the WAL that it needs is archived is not known: a restore may fail.',
  walMissing: 'The WAL that it needs is not known to be archived. {{then}}',
  waitForArchive: 'Wait until changes are archived, or take a new backup.',
  backUpOnceArchived: 'Once WAL is archived again, take a new backup.',
} as const;
