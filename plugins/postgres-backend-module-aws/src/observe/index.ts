export { sources, shownBy } from './claims';
export { credentialsOf } from './credentialsOf';
export { endpointsOf } from './endpointsOf';
export { healthOf } from './healthOf';
export {
  isSnapshotOf,
  type Observation,
  observedDatabase,
  type ObservedDatabase,
} from './observation';
export {
  readSecrets,
  readSnapshots,
  readWindows,
  snapshotFacts,
} from './details';
export {
  isFinished,
  protectedUntilOf,
  recoveryWindowOf,
} from './recoverability';
export type { SecretFacts, SnapshotFacts } from './RegionDetails';
export { supportEndedAt } from './supportEndedAt';
export { RegionWatch } from './RegionWatch';
export type { WatchServices } from './WatchServices';
export { refOf } from './toDatabase';
