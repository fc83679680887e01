export { type RecoveryPoint, recoveryPointOf } from './recoveryPoint';
export { withPassword } from './secretTexts';
export {
  instanceOf,
  refuseWhileHibernated,
  type OperateOptions,
} from './Target';
