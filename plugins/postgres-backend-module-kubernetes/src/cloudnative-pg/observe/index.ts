export { RESTART_IN_PLACE } from './phases';
export { CloudNativePgObserver } from './CloudNativePgObserver';
export { mayBeginSchedule } from './backups/pluginInPods';
export { awaitsSchedule, isSameArchive } from './backups/schedules';
export { backupMethods } from './backups/backupTargets';
export { backupOf, backupsOf } from './backups/backupOf';
export { readBackups } from './backups/readBackups';
export { backupOutcome } from './backups/backupOutcome';
export { recoveryRange } from './backups/recoveryRange';
export { endpointsOf } from './endpoints';
export { factsOf, writeServiceOf, type Facts, type Instance } from './facts';
export { readHealth } from './health/readHealth';
export {
  databaseName,
  keepsLogin,
  loginSecret,
  ownerName,
  serverVersion,
} from './identity';
export { operationsOf } from './operationsOf';
export type { Past } from './Past';
export { toDatabase } from './toDatabase';
