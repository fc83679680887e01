import type { LogLevel } from '@pgstage/backstage-plugin-postgres-common';
import {
  levelOfSeverity,
  postgresLine,
  type LogLine,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';

const optional = z.string().optional().catch(undefined);

/** A line of the instance manager, which has the log of PostgreSQL in `record` (documentation of CloudNativePG, "Logging"). */
const lineSchema = z.object({
  level: z.string(),
  logger: optional,
  msg: optional,
  error: optional,
  err: optional,
  record: z
    .object({
      error_severity: optional,
      message: optional,
      detail: optional,
      hint: optional,
      context: optional,
      query: optional,
      internal_query: optional,
      user_name: optional,
      database_name: optional,
      audit: z
        .object({ class: optional, command: optional, statement: optional })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});
type Line = z.infer<typeof lineSchema>;

/** Levels of the instance manager (zap). */
const LEVELS: Record<string, LogLevel> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warning: 'warning',
  warn: 'warning',
  error: 'error',
  fatal: 'fatal',
  panic: 'fatal',
};

function parse(line: string): Line | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    // Not JSON after all.
    return undefined;
  }
}

/** Reads a line of the log of an instance: of PostgreSQL, or of the instance manager itself. */
export function instanceManagerLine(line: string): LogLine {
  const found = parse(line);
  if (!found) return postgresLine(line);
  const { level, logger, msg = '', record } = found;
  if (msg === 'record' && record)
    return {
      level: levelOfSeverity(record.error_severity ?? ''),
      ...(logger && logger !== 'postgres' && { source: logger }),
      text: textOf(record),
    };
  // What PostgreSQL writes to standard error, before and beside its own log.
  if (logger === 'postgres') return { ...postgresLine(msg), continues: false };
  const error = found.error ?? found.err;
  return {
    level: LEVELS[level],
    source: logger ?? 'instance-manager',
    text: error ? `${msg}: ${error}` : msg,
  };
}

function auditText({
  class: kind,
  command,
  statement = '',
}: Record<string, string | undefined>): string {
  return `${[kind, command].filter(Boolean).join(' ')}: ${statement}`;
}

function textOf(record: NonNullable<Line['record']>): string {
  const { user_name: user, database_name: database, audit } = record;
  const session = [user, database].filter(Boolean).join('@');
  // pgAudit has a statement in place of a message.
  const message = record.message || (audit && auditText(audit));
  const details = Object.entries({
    DETAIL: record.detail,
    HINT: record.hint,
    CONTEXT: record.context,
    QUERY: record.internal_query,
    STATEMENT: record.query,
  }).flatMap(([name, detail]) => (detail ? [`${name}: ${detail}`] : []));
  const first = [session, message].filter(Boolean).join(' ');
  return [first, ...details].join('\n');
}
