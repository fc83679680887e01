export { Deadlines } from './Deadlines';
export type { Instance, InstanceFacts } from './Instance';
export {
  DAY,
  HOUR,
  MINUTE,
  type Moment,
  SECOND,
  atStart,
  sinceOf,
  toldTime,
} from './Moment';
export { type Cause, byWeight } from './cause';
export type { CauseRules } from './causesOf';
export type { Change } from './course/Change';
export type { Course } from './course/Course';
export type { DatabaseFacts } from './DatabaseFacts';
export type { DatabaseMoment, JudgedMoment } from './DatabaseMoment';
export { follow, type Followed } from './follow';
export { lookAt, type LookRules } from './lookAt';
export type { ObservedDatabase } from './ObservedDatabase';
export {
  START_LIMIT_MS,
  WAIT_LIMIT_MS,
  type OperatorStatus,
} from './OperatorStatus';
export { phaseIn } from './phaseIn';
export { NO_PAST, type Past } from './Past';
export { parseGoTime } from './goTime';
export { byText, perFound } from './perFound';
export { type PodProblem, podProblem, runsPostgres } from './podProblem';
export { unfinishedJobs } from './unfinishedJobs';
export type { DatabaseMapper, Look } from './ClusterObserver';
export { DatabaseObserver } from './DatabaseObserver';
export {
  poolerParts,
  serviceParts,
  type KeptPoolerPart,
} from './parts/services';
export {
  partReads,
  unseen,
  type KindRead,
  type Unseen,
} from './attention/unseen';
export { certificateParts, type Certificate } from './parts/certificates';
export { volumeParts, type PartsInput } from './parts/volumes';
export {
  wantedOf,
  type Requested,
  type RequestVerdicts,
  type Verdict,
  type Wanted,
} from './requested';
export { learnDoubt, type Doubt, type Doubts } from './doubts';
export { askPods, type PodAnswer, type PodQuestion } from './askPods';
export {
  downVerdict,
  verdictOfPod,
  verdictOfUnready,
  type DownInput,
} from './downInstance';
export { healthMoment, type HealthMoment } from './healthMoment';
export { instancesOf, type ToldInstances } from './instancesOf';
export { serviceEndpoints } from './serviceEndpoints';
export {
  bindingLines,
  hindrancesOf,
  unless,
  type Hindrances,
  type ToldOperations,
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
