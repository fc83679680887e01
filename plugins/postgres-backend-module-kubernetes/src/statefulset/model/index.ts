export {
  CONFIG_KEY,
  readStatefulSetConfig,
  type StatefulSetConfig,
} from './config';
export {
  databaseModel,
  restoreJobOf,
  type CachedDatabase,
  type StatefulSetSnapshot,
} from './kinds';
export {
  BACKUP_JOB,
  CATALOGUE,
  DATA_CLAIM,
  keyOf,
  labels,
  MAX_NAME_LENGTH,
  MISSING_SECRETS,
  nameOf,
  namesOf,
  PROVIDER_ID,
  refOf,
  REPLICATION_ROLE,
  resources,
  RESTORE_JOB,
  SIZE,
  slotOf,
} from './names';
export { StatefulSetContext } from './StatefulSetContext';
