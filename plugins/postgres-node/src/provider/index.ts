/**
 * What every provider needs of the same: the record on the database, what
 * differs, since when something is so, and how long to wait for others.
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
