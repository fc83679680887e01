/**
 * Runs programs inside a cluster, for every provider that needs more than the
 * API server can do: each once, whatever dies in between ({@link JobRunner}).
 */
export { JobRunner } from './JobRunner';
export type { JobRequest } from './JobRequest';
export {
  isFinal,
  jobRecordSchema,
  type JobEnd,
  type JobProblem,
  type JobRecord,
} from './JobEnd';
