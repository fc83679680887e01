export { Deadlines } from './Deadlines';
export type { Instance, InstanceFacts } from './Instance';
export { Memory } from './Memory';
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
export { growingClaims, isGrowing } from './volumeGrowth';
