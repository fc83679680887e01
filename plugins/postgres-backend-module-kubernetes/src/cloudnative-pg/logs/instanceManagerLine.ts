import { logLevelSchema } from '@pgstage/backstage-plugin-postgres-common';
import {
  logRecordSchema,
  postgresLine,
  recordLine,
  type LogLine,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';

const text = z.string().optional().catch(undefined);

/** A line of the instance manager, which has the log of PostgreSQL in `record` (documentation of CloudNativePG, "Logging"). */
const lineSchema = z.object({
  level: logLevelSchema.optional().catch(undefined),
  logger: text,
  msg: z.string(),
  error: text,
  err: text,
  record: logRecordSchema
    // pgAudit has a statement in place of a message.
    .extend({ audit: z.object({ statement: text }).optional() })
    .optional()
    .catch(undefined),
});

function parse(line: string): z.output<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    // Not JSON.
    return undefined;
  }
}

/** Reads a line of the log of an instance: of PostgreSQL, or of the instance manager itself. */
export function instanceManagerLine(line: string): LogLine {
  const found = parse(line);
  if (!found) return postgresLine(line);
  const { level, logger = 'instance-manager', msg, record } = found;
  if (msg === 'record' && record) {
    const message = record.message || record.audit?.statement;
    const read = recordLine({ ...record, message });
    return logger === 'pgaudit' ? { ...read, source: logger } : read;
  }
  // What PostgreSQL writes to standard error, before and beside its own log.
  if (logger === 'postgres') return { ...postgresLine(msg), continues: false };
  const said = [msg, found.error ?? found.err].filter(Boolean).join(': ');
  return { level, source: logger, text: said };
}
