export {
  changesOf,
  modifyObstacle,
  offeredOperations,
  operationsOf,
  readObstacle,
  rotationObstacle,
} from './operationsOf';
export { readRecord, readRecorded, type RecordedInstance } from './readRecord';
export {
  type DatabaseRecord,
  identityOf,
  pendingIdentityOf,
  recordCodec,
} from './record';
export { recordVersionOf } from './recordVersion';
export { requestedTarget, targetOf } from './targetOf';
export {
  BINDING_TAG,
  CREATED_TAG,
  DATABASE_TAG,
  isOwnTag,
  MAX_TAGS,
  recordTags,
  surplusKeys,
} from './tags';
