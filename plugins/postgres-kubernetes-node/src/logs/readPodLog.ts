import {
  logLevelSchema,
  MAX_TEXT_LENGTH,
  type LogEntry,
  type Logs,
  type ReadLogs,
} from '@pgstage/backstage-plugin-postgres-common';
import type { CallOptions, ClusterClient, ObjectId } from '../cluster';
import { entriesOf } from './entriesOf';
import type { ParseLogLine } from './LogLine';
import { maskPasswords } from './maskPasswords';

const DEFAULT_ENTRIES = 200;
/** An entry can have several lines; a search for a level reads more of them. */
const LINES = { all: 2_000, ofLevel: 10_000 };
/** Twice what is shown, so that a password that is cut here is not shown. */
const MAX_TEXT = 2 * MAX_TEXT_LENGTH;
/** A log that is larger is read again with fewer lines: Kubernetes cuts its end, which is the newest part. */
const MAX_BYTES = 8 * 2 ** 20;

/** The log of a container, and how to read it. @public */
export interface LogSource {
  container: string;
  parse: ParseLogLine;
}

const rankOf = (level: LogEntry['level']) =>
  level === undefined ? -1 : logLevelSchema.options.indexOf(level);

/** Reads the newest entries of the log of a pod, in one request unless it is large. */
export async function readPodLog(
  client: ClusterClient,
  pod: ObjectId & { namespace: string },
  { container, parse }: LogSource,
  { minLevel, since, limit = DEFAULT_ENTRIES, previous }: ReadLogs,
  options: CallOptions,
): Promise<Pick<Logs, 'entries' | 'older'>> {
  const read = (tailLines: number) =>
    client.podLog(
      {
        ...pod,
        container,
        previous,
        sinceTime: since,
        tailLines,
        limitBytes: MAX_BYTES,
        timestamps: true,
      },
      options,
    );
  let tailLines = minLevel ? LINES.ofLevel : LINES.all;
  let log = await read(tailLines);
  while (Buffer.byteLength(log) >= MAX_BYTES && tailLines > 1) {
    tailLines = Math.ceil(tailLines / 8);
    log = await read(tailLines);
  }
  const isCut = log.split('\n').length > tailLines;
  const from = since === undefined ? -Infinity : Date.parse(since);
  const matching = entriesOf(log, parse).filter(
    ({ at, level }) =>
      (at === undefined || Date.parse(at) >= from) &&
      (minLevel === undefined || rankOf(level) >= rankOf(minLevel)),
  );
  return {
    // Of whole entries, because a statement can have several lines.
    entries: matching.slice(-limit).map(({ text, ...entry }) => ({
      ...entry,
      text: maskPasswords(text.slice(0, MAX_TEXT)),
    })),
    older: isCut || matching.length > limit,
  };
}
