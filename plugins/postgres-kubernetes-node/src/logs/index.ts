export type { LogLine, ParseLogLine } from './LogLine';
export { postgresLine } from './postgresLine';
export { logRecordSchema, recordLine } from './recordLine';
export { readLogs, type LogRules } from './readLogs';
export type { LogSource } from './readPodLog';
