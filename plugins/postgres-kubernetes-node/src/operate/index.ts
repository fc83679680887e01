export { type RecoveryPoint, recoveryPointOf } from './recoveryPoint';
export {
  instanceOf,
  checkBound,
  checkAwake,
  checkPrimaryStays,
  primaryObstacle,
  type OperateOptions,
} from './preconditions';
export { credentialSourceOf } from './loginPlace';
export { revealCredentials } from './revealCredentials';
export { rotatePassword, type CredentialSource } from './rotatePassword';
export { successorOf } from './successor';
export { takeBackup, type BackupToTake } from './takeBackup';
export { checkSameRestore, restoreHash } from './restoreRequest';
