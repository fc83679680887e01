export {
  createOperatorProvider,
  type OperatorProviderOptions,
} from './createOperatorProvider';
export { databaseKind, partKind } from './kinds';
export type {
  CachedChild,
  OperatorReport,
  OperatorSnapshot,
  ObservedSnapshot,
} from './OperatorReport';
export type {
  BackupRules,
  OperationRule,
  OperationRules,
  OperatorContext,
  OperatorRules,
  OperatorSchedule,
  OperatorOperationInput,
  OperatorPlan,
} from './OperatorRules';
export type { ResolvedSpec } from './resolveSpec';
