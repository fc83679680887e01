/**
 * Utilities for providers: records, evidence of claims, differences, transition
 * times, timeouts and retries.
 *
 * @packageDocumentation
 */
export { claimsOf, no, unknown } from './claims';
export { Backoff } from './Backoff';
export { differencesOf, normalBinding } from './differences';
export {
  parseConfig,
  type ConfigIssue,
  type ConfigSchema,
} from './parseConfig';
export { Poll, type PollOptions } from './Poll';
export { TransitionTimes } from './TransitionTimes';
export {
  RecordCodec,
  type ReadRecord,
  type RecordFormat,
  type RecordLimits,
} from './RecordCodec';
export { retry, type RetryPolicy } from './retry';
export {
  pause,
  waitUntil,
  within,
  withTimeout,
  type WaitOptions,
} from './timeouts';
