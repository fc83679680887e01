export { archiveProblem, type ArchiveProblem } from './archiveProblem';
export {
  archiveTimeoutMs,
  failingSince,
  type Archiving,
  type NotArchiving,
} from './archiving';
export { backupCauses } from './attention/backups';
export type { BackupMoment } from './attention/BackupMoment';
export type {
  ArchiveFacts,
  BackupFact,
  BackupFacts,
  ScheduleFact,
  ToldBackups,
} from './BackupFacts';
export { backupOutcome, type BackupOutcome } from './backupOutcome';
export {
  backupsSection,
  refuseUnreadBackups,
  type BackupsSectionInput,
} from './backupsSection';
export { expiryOf } from './expired';
export { noRestore } from './noRestore';
export { shownBackups } from './ownBackups';
export { recoveryRange, type RecoveryRange } from './recoveryRange';
export { nextStepForWal } from './restorable';
export { earliest, iso, latest } from './times';
export type { ArchiverAnswer } from './wal/ArchiverAnswer';
export { ArchiverPoll, type ArchiverPollRules } from './wal/ArchiverPoll';
export type { ArchiverReading, WalStretch } from './wal/ArchiverReading';
export { Archivers } from './wal/Archivers';
export { intervalSeconds, lsnDistance } from './wal/postgresText';
export type { ToldOfPrimary } from './wal/walStretches';
