/** Backups, WAL archiving, and what can be restored. */
export const backups = {
  changesNotArchived:
    'Changes since {{since}} are not protected: WAL is not archived.',
  changesNotArchivedSinceAtLatest:
    'Changes since {{since}}, or earlier, are not protected: WAL is not archived.',
  changesWaitForArchive:
    'Changes since {{since}} are not protected: they wait to be archived.',
  archivingIsOff:
    'Changes are not protected: WAL archiving is disabled by the annotation {{annotation}}.',
  walFillsVolume:
    '{{range}} In the meantime, WAL accumulates on the volume until it is full.',
  walIsRemoved:
    '{{range}} In the meantime, WAL is removed without being archived.',
  nothingAfterBackups: 'No point in time after a backup can be restored.',
  restorableRangeUnknown:
    'It is not known up to which time the database can be restored.',
  restorableTo: 'You can restore to {{to}} at the latest.',
  restorableToAtLeast:
    'You can restore to {{to}}. It is not known whether a later time can be restored.',
  checkObjectStore:
    'Ask the platform team to check the object store and its credentials.',
  switchArchivingOn:
    '{{undo}} Then take a backup: WAL written in the meantime cannot be restored.',

  archiveShared: 'It archives WAL to the same folder as {{others}}.',
  archiveForeign:
    'The archive contains an earlier database of this name; this database is not protected.',
  archivesMix:
    'WAL and backups of two databases overwrite each other: a restore of either may fail.',
  earlierDatabase:
    'A restore would return the data of the earlier database. If this database is lost now, it cannot be restored.',

  lastBackupFailed: 'The last backup failed.',
  lastGoodBackup: 'The last good backup finished at {{at}}.',
  noOtherGoodBackup: 'No other backup is known to be good.',
  noGoodBackup: 'There is no good backup.',
  takeBackupAgain: 'Take a new one; if it fails too, ask the platform team.',
  backupDoesNotEnd: 'The backup {{name}} does not finish.',
  backupDoesNotBegin: 'The backup {{name}} does not start.',
  backupProtectsNothing:
    'It cannot be restored, and other backups may wait for it.',
  checkBackup:
    'Ask the platform team to check it, and to delete it if it is not in progress.',
  scheduleHasError: 'The schedule {{name}} has an error.',
  scheduleIsLate: 'The scheduled backup {{name}} did not start in time.',
  scheduleWasDue: 'It was due at {{at}}.',
  noNewBackups: 'No new backups are taken.',
  checkSchedule:
    'Take a backup now, and ask the platform team to check the schedule.',
  scheduleSuspended_one:
    'No new backup for {{count}} day: the schedule {{names}} is suspended.',
  scheduleSuspended_other:
    'No new backup for {{count}} days: the schedule {{names}} is suspended.',
  scheduledButMissing_one:
    'No new backup for {{count}} day, although the schedule {{names}} takes them.',
  scheduledButMissing_other:
    'No new backup for {{count}} days, although the schedule {{names}} takes them.',
  nothingScheduled_one:
    'No new backup for {{count}} day: no backups are scheduled.',
  nothingScheduled_other:
    'No new backup for {{count}} days: no backups are scheduled.',
  restoreReplaysAll:
    'A restore has to replay all WAL since then, which takes long and requires every WAL file.',
  changesNotRestorable: 'Changes since then cannot be restored.',
  resumeSchedule: 'Take a backup, and resume the schedule.',
  addSchedule: 'Take a backup, and add a schedule.',

  backupWithoutWal:
    'A backup has finished, but the WAL that it needs is not known to be archived.',
  maybeOnlyBeforeUpgrade:
    'If the database is lost now, it is possible that only its state before the upgrade of PostgreSQL can be restored.',
  maybeNotRestorable:
    'If the database is lost now, it may not be possible to restore it.',
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
  backupsUnknown: 'It is not known whether it has a backup.',
  backupsUnread: 'Backstage cannot read the backups of the cluster.',
  askPlatformTeam: 'Ask the platform team.',
  noBackupYet: 'No backup has finished yet.',
  notRestorable: 'If the database is lost now, it cannot be restored.',
  waitForBackup: 'Wait for the running backup.',
  waitForFirstBackup: 'Wait: the first backup starts automatically. {{when}}',

  walMayBeMissing:
    'It may not be possible to restore changes since {{since}}: WAL may be missing in the archive.',
  predecessorUnseen:
    'The primary changed before the former primary was observed to have archived all of its WAL. Its remaining WAL may be lost with it.',
  archivingWasOff:
    'WAL archiving was disabled for some time. WAL written in the meantime may be lost.',
  walContiguous: 'WAL is known to be contiguous from {{from}} on.',
  walContiguousAfter:
    'WAL is known to be contiguous from {{from}} on. Of the WAL before, {{last}} is archived.',
  changesSinceBackupUnknown:
    'It is not known whether changes since the last backup can be restored.',
  primaryChangedSince:
    'The primary has changed since then, and Backstage did not observe whether the former primary had archived all of its WAL.',

  walUnknown:
    'It is not known whether the WAL that it needs is archived: a restore may fail.',
  walMissing: 'The WAL that it needs is not known to be archived. {{then}}',
  waitForArchive: 'Wait until changes are archived, or take a new backup.',
  backUpOnceArchived: 'Once WAL is archived again, take a new backup.',
  backupExpired:
    'It has expired: the archive contains nothing before {{first}}.',
  finishedWithoutWal:
    'A backup finished at {{at}}, but the WAL that it needs is not known to be archived. {{then}}',
  backupsOfClusterUnread:
    'It is not known whether it has a backup: Backstage cannot read the backups of the cluster.',

  noArchive:
    'No archive is configured: only the moment of a backup can be restored',
  archivingDisabled:
    'WAL is not archived: disabled by the annotation {{annotation}}',
  notArchived: 'WAL is not archived',
  archivedAsReported:
    'The operator reports that WAL is archived; until when is not known, as the primary has not reported',
  nothingKnownArchived: 'No WAL was archived yet, as far as is known',
  nothingArchived: 'No WAL was archived yet',
  archivedUntil:
    'WAL was last archived at {{at}}, and changes since then are pending',
  walOfBackupUnknown:
    'The WAL that its backup needs is not known to be archived',
  hasBackupUnknown: 'It is not known whether it has a backup',
  backupIsOld: 'Its last backup is old, and its schedules are not known',
  walSinceBackupsUnknown: 'WAL since its backups is not known to be archived',
} as const;
