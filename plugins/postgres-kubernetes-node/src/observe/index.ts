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
export { parseGoTime } from './goTime';
export { byText, perFound } from './perFound';
export { type PodProblem, podProblem, runsPostgres } from './podProblem';
export { unfinishedJobs } from './unfinishedJobs';
export { growingClaims } from './volumeGrowth';
export type { DatabaseMapper, Look } from './ClusterObserver';
export { DatabaseObserver } from './DatabaseObserver';
export {
  copySteps,
  requestedSteps,
  serverSteps,
  toSteps,
  type ServerProgress,
  type StepDraft,
} from './steps';
export { partCauses, type PartCauseRules } from './attention/parts';
export {
  poolerParts,
  serviceParts,
  type KeptPoolerPart,
} from './parts/services';
export { podCauses, type PodRules } from './attention/pods';
export { storageCauses } from './attention/storage';
export {
  partReads,
  unseen,
  unseenCauses,
  type KindRead,
  type Unseen,
} from './attention/unseen';
export { certificateParts, type Certificate } from './parts/certificates';
export { volumeParts, type PartsInput } from './parts/volumes';
export {
  allMade,
  withRequested,
  type Requested,
  type Verdict,
} from './requested';
export {
  primaryCauses,
  standbyCauses,
  type InstanceMeanings,
  type LostPrimary,
} from './attention/instances';
export {
  doubted,
  doubtHeld,
  learnDoubt,
  type Counted,
  type Doubt,
  type Doubts,
} from './doubts';
export { askPods, type PodAnswer, type PodQuestion } from './askPods';
export { instancesOf, type ToldInstances } from './instancesOf';
export { serviceEndpoints } from './serviceEndpoints';
export { bindingLines, hindrancesOf, unless, type Hindrances } from './support';
export { fencedNames, shownSpec, toAttention, volumeBytes } from './shown';
