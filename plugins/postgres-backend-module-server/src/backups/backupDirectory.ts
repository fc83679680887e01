import {
  timestampSchema,
  type Backup,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  Query,
  RunningBackupFacts,
} from '@pgstage/backstage-plugin-postgres-sql-node';
import { z } from 'zod';
import { timeId, timeOf } from './timeId';

/** Id of the method that takes base backups. */
export const BASE_METHOD = 'base';

/** A base backup, with its timeline and expiry. */
export interface BaseBackup extends Backup {
  /** Timeline on which it ended; absent until it has finished. */
  timeline?: number;
  /** When it was marked as expired; its files are emptied afterwards. */
  expiredAt?: string;
}

/** What Backstage stores next to the folder of a backup, in a JSON file. */
const noteSchema = z.object({
  expiredAt: timestampSchema.optional(),
  error: z.string().optional(),
  verified: z
    .object({
      at: timestampSchema,
      ok: z.boolean(),
      message: z.string().optional(),
    })
    .optional(),
});
export type BackupNote = z.infer<typeof noteSchema>;

type Folder = {
  id: string;
  sizeBytes: number;
  changedAt: Date;
  manifestBytes: number | null;
  finishedAt: Date | null;
  note: Buffer | null;
};

// Only folders in which a base backup was started. The last kilobyte of a
// manifest contains its WAL ranges; before them it has one line for each file.
// pg_stat_file truncates times to the second. The time is rounded up: otherwise
// the recovery window would start before the end of the backup, at a time to
// which it cannot be restored.
const FOLDERS = `
WITH folders AS MATERIALIZED (
  SELECT name AS id, $1 || '/' || name AS path, f.modification
    FROM pg_ls_dir($1, true, false) AS name, pg_stat_file($1 || '/' || name, true) f
   WHERE f.isdir)
SELECT id, tars.bytes::float8 AS "sizeBytes", greatest(folders.modification, tars.changed) AS "changedAt",
       m.size::float8 AS "manifestBytes", m.modification + interval '1 second' AS "finishedAt",
       pg_read_binary_file(path || '.json', 0, 16384, true) AS note
  FROM folders,
       LATERAL (SELECT sum(s.size) AS bytes, max(s.modification) AS changed
                  FROM pg_ls_dir(path, true, false) AS file, pg_stat_file(path || '/' || file, true) s
                 WHERE file ~ '\\.tar(\\.|$)') tars,
       pg_stat_file(path || '/backup_manifest', true) m
 WHERE tars.bytes IS NOT NULL`;

const MANIFEST_END = `SELECT pg_read_binary_file($1, greatest(0, $2::bigint - 1024), 1024, true) AS tail`;

/**
 * Lists all base backups in a directory on the host of the server, newest
 * first, including expired ones and one that has started but has no files yet.
 * Requires the rights of `LIST_RIGHTS`.
 */
export async function readBackupDirectory(
  query: Query,
  directory: string,
  running: RunningBackupFacts[],
): Promise<BaseBackup[]> {
  const folders = await query<Folder>(FOLDERS, [directory]);
  const backups = await Promise.all(
    folders.map(folder => toBackup(query, directory, folder, running, folders)),
  );
  const listed = new Set(backups.map(({ id }) => id));
  const started = running
    .flatMap(each => startedIn(directory, each) ?? [])
    .filter(({ id }) => !listed.has(id));
  return [...backups, ...started].sort((a, b) =>
    b.startedAt.localeCompare(a.startedAt),
  );
}

/** A running base backup of Backstage: its first file is written only after a checkpoint. */
function startedIn(
  directory: string,
  { command = '', startedAt }: RunningBackupFacts,
): BaseBackup | undefined {
  const location = backupFolderOf(command);
  const id = location?.startsWith(`${directory}/`)
    ? location.slice(directory.length + 1)
    : undefined;
  const start = id && startOf(id);
  return id && start
    ? {
        id,
        method: BASE_METHOD,
        scope: 'server',
        status: 'running',
        startedAt: (startedAt ?? start).toISOString(),
        location,
      }
    : undefined;
}

/** Returns the folder to which a `BASE_BACKUP` command of Backstage writes. */
export function backupFolderOf(command: string): string | undefined {
  return /TARGET_DETAIL '([^']*)'/.exec(command)?.[1];
}

async function toBackup(
  query: Query,
  directory: string,
  folder: Folder,
  running: RunningBackupFacts[],
  all: Folder[],
): Promise<BaseBackup> {
  const location = `${directory}/${folder.id}`;
  const note = readNote(folder.note);
  const common = {
    id: folder.id,
    method: BASE_METHOD,
    scope: 'server' as const,
    startedAt: (
      startOf(folder.id) ??
      folder.finishedAt ??
      folder.changedAt
    ).toISOString(),
    location,
    ...(note.expiredAt && { expiredAt: note.expiredAt }),
  };
  const backend = running.find(
    ({ command = '' }) => backupFolderOf(command) === location,
  );
  // Without pg_monitor the command is not visible: the newest unfinished folder is assumed.
  const isAssumed =
    running.some(({ command }) => command === undefined) &&
    isNewestUnfinished(folder, all);
  if (backend || isAssumed) {
    return {
      ...common,
      status: 'running',
      sizeBytes: backend?.streamedBytes ?? folder.sizeBytes,
    };
  }
  if (
    note.error ||
    folder.manifestBytes === null ||
    folder.finishedAt === null
  ) {
    return {
      ...common,
      status: 'failed',
      finishedAt: folder.changedAt.toISOString(),
      sizeBytes: folder.sizeBytes,
      error: note.error ?? 'The backup is incomplete: its manifest is missing.',
    };
  }
  const timeline = await readTimeline(
    query,
    `${location}/backup_manifest`,
    folder.manifestBytes,
  );
  return {
    ...common,
    status: timeline === undefined ? 'failed' : 'finished',
    finishedAt: folder.finishedAt.toISOString(),
    sizeBytes: folder.sizeBytes,
    timeline,
    verified: note.verified,
    ...(timeline === undefined && {
      error: 'The backup is incomplete: its manifest is truncated.',
    }),
  };
}

async function readTimeline(
  query: Query,
  path: string,
  bytes: number,
): Promise<number | undefined> {
  const [{ tail }] = await query<{ tail: Buffer | null }>(MANIFEST_END, [
    path,
    bytes,
  ]);
  const text = tail?.toString('utf8') ?? '';
  const ranges =
    /"WAL-Ranges": \[([^\]]*)\],?\s*"Manifest-Checksum": "[0-9a-f]{64}"\}/.exec(
      text,
    );
  const timelines = [...(ranges?.[1] ?? '').matchAll(/"Timeline": (\d+)/g)].map(
    match => Number(match[1]),
  );
  return timelines.length ? Math.max(...timelines) : undefined;
}

function isNewestUnfinished(folder: Folder, all: Folder[]): boolean {
  const unfinished = all.filter(({ manifestBytes }) => manifestBytes === null);
  return (
    folder.manifestBytes === null &&
    unfinished.every(({ changedAt }) => changedAt <= folder.changedAt)
  );
}

function readNote(content: Buffer | null): BackupNote {
  if (!content) return {};
  try {
    // COPY doubles each backslash.
    return noteSchema.parse(
      JSON.parse(content.toString('utf8').replace(/\\\\/g, '\\')),
    );
  } catch {
    return { error: 'The JSON file with its result cannot be read.' };
  }
}

const PREFIX = 'pgstage-';

/** Returns the folder name of a backup that starts at `now`. */
export function backupId(now: Date): string {
  return `${PREFIX}${timeId(now)}`;
}

/** Returns whether Backstage took the backup. Backups of others are never removed. */
export function isPgstageBackup(id: string): boolean {
  return startOf(id) !== undefined;
}

function startOf(id: string): Date | undefined {
  return id.startsWith(PREFIX) ? timeOf(id.slice(PREFIX.length)) : undefined;
}
