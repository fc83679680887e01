export { archiveProblem, type ArchiveProblem } from './archiveProblem';
export {
  archiveTimeoutMs,
  failingSince,
  type Archiving,
  type NotArchiving,
} from './archiving';
export { backupAttention } from './attention/backups';
export type { BackupRuleInput } from './attention/BackupRuleInput';
export type {
  ArchiveFacts,
  BackupFact,
  BackupFacts,
  ScheduleFact,
  ReportedBackups,
} from './BackupFacts';
export { backupOutcome, type BackupOutcome } from './backupOutcome';
export {
  backupsSection,
  checkBackupsReadable,
  type BackupsSectionInput,
} from './backupsSection';
export { expiryOf } from './expired';
export { noRestore } from './noRestore';
export { shownBackups } from './ownBackups';
export { recoveryRange, type RecoveryRange } from './recoveryRange';
export { nextStepForWal } from './restorable';
export { earliest, iso, latest } from './times';
export type { ArchiverStats } from './wal/ArchiverStats';
export { ArchiverPoll, type ArchiverPollRules } from './wal/ArchiverPoll';
export type { ArchiverReading, WalRange } from './wal/ArchiverReading';
export { Archivers } from './wal/Archivers';
export { intervalSeconds, lsnDistance } from './wal/postgresText';
export type { PrimaryReport } from './wal/walRanges';
