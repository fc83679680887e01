export { sources, shownBy } from './claims';
export { endpointsOf } from './endpointsOf';
export { healthOf } from './healthOf';
export {
  databasesOf,
  isSnapshotOf,
  type Observation,
  observedDatabase,
  type ObservedDatabase,
} from './observation';
export { readSecrets, readSnapshots, snapshotFacts } from './readDetails';
export { isFinished, recoveryWindowOf } from './recoverability';
export type { SnapshotFacts } from './RegionDetails';
export { RegionWatch, type WatchServices } from './RegionWatch';
export { refOf } from './toDatabase';
