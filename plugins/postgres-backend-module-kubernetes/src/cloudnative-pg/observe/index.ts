export { RESTART_IN_PLACE } from './phases';
export { CloudNativePgObserver } from './CloudNativePgObserver';
export { mayBeginSchedule } from './backups/pluginInPods';
export { awaitsSchedule, isSameArchive } from './backups/schedules';
export { backupMethods } from './backups/backupTargets';
export { backupOf } from './backups/backupFact';
export { backupFactsOf } from './backups/backupFactsOf';
export { readBackups } from './backups/readBackups';
export { endpointsOf } from './endpoints';
export { factsOf, writeServiceOf, type Facts, type Instance } from './facts';
export { readHealth } from './health/readHealth';
export {
  databaseName,
  keepsLogin,
  loginSecret,
  ownerName,
  primaryOf,
  serverVersion,
} from './identity';
export { observe } from './observe';
export { operationsOf } from './operationsOf';
export { toDatabase } from './toDatabase';
