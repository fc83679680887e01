import type { LogEntry } from '@pgstage/backstage-plugin-postgres-common';
import type { ParseLogLine } from './LogLine';

/** Every line starts with the time at which the container runtime received it. */
const TIMED = /^(\d{4}-\d\d-\d\dT\S+) (.*)$/;

function timed(line: string): { at?: string; rest: string } {
  const [, time, rest] = TIMED.exec(line) ?? [];
  const at = new Date(time ?? NaN);
  return Number.isNaN(at.getTime())
    ? { rest: line }
    : { at: at.toISOString(), rest };
}

/**
 * Returns the entries of the log of a container, oldest first. The lines of an
 * entry that is cut at the start of the log are an entry without a level.
 *
 * @param log - as Kubernetes returns it with `timestamps`
 */
export function entriesOf(log: string, parse: ParseLogLine): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const line of log.split('\n')) {
    if (!line) continue;
    const { at, rest } = timed(line);
    const { continues, ...entry } = parse(rest);
    const last = entries.at(-1);
    if (continues && last) last.text += `\n${entry.text}`;
    else entries.push({ ...(at && { at }), ...entry });
  }
  return entries;
}
