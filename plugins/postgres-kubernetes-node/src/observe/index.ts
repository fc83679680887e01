export { Deadlines } from './Deadlines';
export type { Instance, InstanceFacts } from './Instance';
export {
  DAY,
  HOUR,
  MINUTE,
  type EvaluationTime,
  SECOND,
  atStart,
  sinceOf,
  pastTime,
} from './EvaluationTime';
export { type RankedAttention, compareImpact } from './rankedAttention';
export type { AttentionRules } from './collectAttention';
export type { Change } from './changes/Change';
export type { OngoingChange } from './changes/OngoingChange';
export type { DatabaseFacts } from './DatabaseFacts';
export type { EvaluationInput, RuleInput } from './EvaluationInput';
export { trackDatabase, type TrackedDatabase } from './trackDatabase';
export { evaluateDatabase, type EvaluationRules } from './evaluateDatabase';
export type { ObservedDatabase } from './ObservedDatabase';
export {
  START_LIMIT_MS,
  WAIT_LIMIT_MS,
  type ManualSteps,
  type OperatorStatus,
} from './OperatorStatus';
export { phaseIn } from './phaseIn';
export { NO_PREVIOUS_STATE, type PreviousState } from './PreviousState';
export { parseGoTime } from './goTime';
export { byText, memoize } from './memoize';
export { type PodProblem, podProblem, runsPostgres } from './podProblem';
export { unfinishedJobs } from './unfinishedJobs';
export type { DatabaseMapper, Evaluation } from './ClusterObserver';
export { DatabaseObserver } from './DatabaseObserver';
export { serviceParts } from './parts/services';
export { poolerParts, type PoolerStatus } from './parts/poolers';
export type { ObservedPart } from './parts/ObservedPart';
export {
  partAccess,
  missingAccess,
  type KindAccess,
  type MissingAccess,
} from './attention/missingAccess';
export { certificateParts, type Certificate } from './parts/certificates';
export { volumeParts, type PartsInput } from './parts/volumes';
export {
  requestedObjectsOf,
  type RequestStatus,
  type RequestVerdicts,
  type CreationResult,
  type RequestedObject,
} from './requested';
export {
  recordProbe,
  type StaleReadiness,
  type StaleReadinessByInstance,
} from './staleReadiness';
export { queryPods, type PodResponse, type PodQuery } from './queryPods';
export {
  downVerdict,
  verdictOfPod,
  verdictOfUnready,
  type DownInput,
} from './downInstance';
export { healthInput, type HealthInput } from './healthInput';
export { factsOfPods, type ReportedFacts } from './factsOfPods';
export { instancesOf, type ReportedInstances } from './instancesOf';
export { serviceEndpoints } from './serviceEndpoints';
export {
  blockersOf,
  supportedUnless,
  withObstacle,
  type Blockers,
  type ReportedOperations,
} from './support';
export type {
  AttentionPhase,
  ChangingPhase,
  FailoverPhase,
  HealthyPhase,
  PhaseMeaning,
  PhaseProblem,
  UnknownPhase,
  WaitingPhase,
} from './PhaseMeaning';
