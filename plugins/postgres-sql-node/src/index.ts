/**
 * Reads and changes PostgreSQL by SQL, independent of where it runs.
 *
 * @packageDocumentation
 */
export { logsIn } from './connect/logsIn';
export { sqlStateOf } from './connect/mapPgError';
export {
  PostgresConnections,
  type PostgresConnectionsOptions,
  type QueryOptions,
  type SessionOptions,
} from './connect/PostgresConnections';
export type { PostgresLogin } from './connect/PostgresLogin';
export type { PostgresSystem } from './connect/PostgresSystem';
export type { Session } from './connect/Session';
export { holderText, takeLock, type LockHolder } from './connect/takeLock';
export { tryLogin, type LoginResult } from './connect/tryLogin';
export { archivingOf, type Archiving } from './facts/archiving';
export { readArchivedUntil, readCreatedAt } from './facts/backupTimes';
export {
  readDatabases,
  readSizes,
  readTotalSize,
  type SqlDatabaseFacts,
  type DatabaseLogin,
} from './facts/databaseFacts';
export { findSender } from './facts/findSender';
export { readHolders, type HolderFacts } from './facts/holders';
export { LAG_LIMIT_SECONDS, lagOf, secondsBehind } from './facts/lag';
export { readPreflight, type PreflightFacts } from './facts/readPreflight';
export { readOwnedElsewhere } from './facts/roles';
export {
  readServer,
  type ArchiverFacts,
  type RunningBackupFacts,
  type SenderFacts,
  type ServerFacts,
  type SlotFacts,
} from './facts/serverFacts';
export { readSessions, type SessionFacts } from './facts/sessions';
export { readStandby, type StandbyFacts } from './facts/standbyFacts';
export {
  senderHealth,
  standbyHealth,
  type InstanceAssessment,
  type StandbyProblem,
} from './facts/standbyHealth';
export { type StandbyProbe } from './facts/StandbyProbe';
export { type Query } from './Query';
export { ensureSchema } from './write/ensureSchema';
export {
  applyExtensions,
  extensionIssues,
  readAvailableExtensions,
  readInstalledExtensions,
  type AvailableExtension,
  type ExtensionFacts,
} from './write/extensions';
export {
  NAME_PATTERN,
  NAME_RULE,
  databaseNameIssues,
  roleNameIssues,
} from './write/names';
export { generatePassword, scramVerifier } from './write/scram';
