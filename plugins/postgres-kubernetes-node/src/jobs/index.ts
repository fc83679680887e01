export {
  isFinal,
  jobRecordSchema,
  type JobEnd,
  type JobProblem,
  type JobProgress,
  type JobRecord,
} from './JobEnd';
export { jobKinds } from './jobKinds';
export { jobTemplate, type JobProgram } from './jobManifest';
export {
  jobName,
  type JobFile,
  type JobRequest,
  type JobVariable,
  type JobVolume,
} from './JobRequest';
export { JobRunner } from './JobRunner';
