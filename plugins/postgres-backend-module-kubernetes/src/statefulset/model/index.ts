export {
  CONFIG_KEY,
  isEnoughStorage,
  MIN_STORAGE,
  readStatefulSetConfig,
  type StatefulSetConfig,
} from './config';
export {
  databaseModel,
  restoreJobOf,
  type CachedDatabase,
  type CachedStatefulSet,
  type StatefulSetSnapshot,
} from './kinds';
export {
  BACKUP_JOB,
  CATALOGUE,
  DATA_CLAIM,
  EXPORTER,
  keyOf,
  labels,
  MAX_NAME_LENGTH,
  MISSING_SECRETS,
  MONITORING_ROLE,
  nameOf,
  namesOf,
  PROVIDER_ID,
  refOf,
  REMOVAL,
  REPLICATION_ROLE,
  resources,
  RESTORE_JOB,
  RESTART,
  ROTATION,
  ROTATION_JOB,
  SIZE,
  slotOf,
} from './names';
export { StatefulSetContext } from './StatefulSetContext';
