export {
  isFinal,
  jobRecordSchema,
  type JobEnd,
  type JobProblem,
  type JobProgress,
  type JobRecord,
} from './JobEnd';
export type { JobFile, JobRequest, JobVariable } from './JobRequest';
export { JobRunner } from './JobRunner';
