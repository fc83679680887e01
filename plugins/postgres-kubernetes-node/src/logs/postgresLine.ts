import type { LogLevel } from '@pgstage/backstage-plugin-postgres-common';
import type { LogLine } from './LogLine';

/** Returns the level of a severity of PostgreSQL, such as `DEBUG1` or `LOG`; undefined for an unknown one. */
export function levelOfSeverity(severity: string): LogLevel | undefined {
  switch (severity.replace(/^DEBUG[1-5]$/, 'DEBUG')) {
    case 'DEBUG':
      return 'debug';
    case 'INFO':
    case 'NOTICE':
    case 'LOG':
      return 'info';
    case 'WARNING':
      return 'warning';
    case 'ERROR':
      return 'error';
    case 'FATAL':
    case 'PANIC':
      return 'fatal';
    default:
      return undefined;
  }
}

/** The parts of an entry after its message (elog.c). */
const DETAILS = /^(?:DETAIL|HINT|QUERY|CONTEXT|LOCATION|BACKTRACE|STATEMENT)$/;

/** Time, time zone and process id, as in the default of `log_line_prefix`. */
const PREFIX =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \S+ (?:\[\d+(?:-\d+)?\]:? )?/;

/**
 * Reads a line that PostgreSQL writes to standard error. The time and the
 * process id of the default prefix are removed, other prefixes are kept.
 *
 * @public
 */
export function postgresLine(line: string): LogLine {
  if (line.startsWith('\t')) return { text: line.slice(1), continues: true };
  const text = line.replace(PREFIX, '');
  const [, prefix, severity, message] =
    /^(.*?)\b([A-Z]+\d?): {2}(.*)$/.exec(text) ?? [];
  if (severity === undefined) return { text };
  if (DETAILS.test(severity))
    return { text: `${severity}: ${message}`, continues: true };
  const level = levelOfSeverity(severity);
  return level ? { level, text: `${prefix}${message}` } : { text };
}
