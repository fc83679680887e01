export { type RecoveryPoint, recoveryPointOf } from './recoveryPoint';
export {
  instanceOf,
  refuseUnbound,
  refuseWhileHibernated,
  refuseWhileMoving,
  type OperateOptions,
} from './Target';
export { loginPlaceOf } from './loginPlace';
export { revealCredentials } from './revealCredentials';
export { rotatePassword, type LoginPlace } from './rotatePassword';
export { successorOf } from './successor';
export { takeBackup, type BackupToTake } from './takeBackup';
export { refuseOtherRestore, restoreHash } from './restoreRequest';
