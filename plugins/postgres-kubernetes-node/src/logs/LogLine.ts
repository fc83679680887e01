import type { LogLevel } from '@pgstage/backstage-plugin-postgres-common';

/** What one line of the log of a container says. @public */
export interface LogLine {
  /** Absent: unknown. */
  level?: LogLevel;
  /** What wrote it, other than PostgreSQL. */
  source?: string;
  text: string;
  /** Whether it continues the entry of the line before. */
  continues?: boolean;
}

/** Reads one line, without the time that Kubernetes adds. @public */
export type ParseLogLine = (line: string) => LogLine;
