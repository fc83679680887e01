export {
  CONFIG_KEY,
  readStatefulSetConfig,
  type StatefulSetConfig,
} from './config';
export { databaseModel, type StatefulSetSnapshot } from './kinds';
export {
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
  SIZE,
  slotOf,
} from './names';
export { StatefulSetContext } from './StatefulSetContext';
