export { furtherContents } from './contents';
export {
  isOverlapOver,
  loginOf,
  loginRolesOf,
  loginsOf,
  otherLoginOf,
} from './logins';
export type { RecordedDatabase } from './matchRecords';
export { operationsOf } from './operationsOf';
export { readRecords } from './readRecords';
export {
  identityOf,
  isRestoring,
  recordCodec,
  type DatabaseRecord,
} from './record';
export { recordVersionOf } from './recordVersion';
