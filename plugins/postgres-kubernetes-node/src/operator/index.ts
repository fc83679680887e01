export {
  createOperatorProvider,
  type OperatorProviderOptions,
} from './createOperatorProvider';
export { databaseKind, partKind } from './kinds';
export type {
  KeptOwned,
  OperatorReport,
  OperatorSnapshot,
  Seen,
} from './OperatorReport';
export type {
  BackupRules,
  OperationRule,
  OperationRules,
  OperatorContext,
  OperatorRules,
  OperatorSchedule,
  OperatorTarget,
  Plan,
} from './OperatorRules';
export type { ResolvedSpec } from './resolveSpec';
