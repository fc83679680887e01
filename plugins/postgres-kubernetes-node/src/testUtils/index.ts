/**
 * Utilities for tests of providers on Kubernetes: a real API server, a cluster
 * that runs pods, and the connection below the cluster client.
 *
 * @packageDocumentation
 */
export {
  ApiStatusError,
  type ApiStatus,
  type StatusCause,
} from '../cluster/api/ApiStatusError';
export { apiPath } from '../cluster/api/paths';
export { KindStore } from '../cluster/watch/KindStore';
export { candidateNames } from '../credentials/names';
export { jobKinds } from '../jobs/jobKinds';
export { ApiServer, quickTiming, through } from './ApiServer';
export { apiServerHarness, shopRequest } from './apiServerHarness';
export { dependenciesFor } from './dependenciesFor';
export {
  describeWithApiServer,
  type ApiServerSuite,
} from './describeWithApiServer';
export { describeWithNodes, Nodes } from './describeWithNodes';
export { finishJob } from './finishJob';
export { killedAfter } from './killedAfter';
export { StallingApiServer } from './StallingApiServer';
export { StallingProxy } from './StallingProxy';
export { waitFor } from './waitFor';
