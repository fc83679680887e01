export { type RecoveryPoint, recoveryPointOf } from './recoveryPoint';
export { withPassword } from './secretTexts';
