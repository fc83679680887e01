/**
 * Utilities for providers: records, evidence of claims, options, differences,
 * dry runs, transition times, timeouts and retries.
 *
 * @packageDocumentation
 */
export { claimsOf, no, unknown } from './claims';
export { Backoff } from './Backoff';
export { differencesOf, normalBinding } from './differences';
export { parseConfig, type ConfigSchema } from './parseConfig';
export { parseOptions, type OptionsSchema } from './parseOptions';
export {
  plannedDatabase,
  type PlannedDatabase,
  unknownState,
} from './plannedDatabase';
export { message as providerMessage } from '../messages';
export { Poll, type PollOptions } from './Poll';
export { recordContents } from './recordContents';
export { recordHash } from './recordHash';
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
export { withRequestFields } from './withRequestFields';
