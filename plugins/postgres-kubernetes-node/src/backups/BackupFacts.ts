import type {
  Backup,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import type { KindStatus } from '../cluster';
import type { ArchiverReading } from './wal/ArchiverReading';

/** One backup, whatever took it. Times are RFC 3339. @public */
export interface BackupFact {
  /** As people see it. */
  shown: Backup;
  /** When it was asked for. */
  createdAt: string;
  begunAt: string;
  /** Of one that has not ended: its begin. */
  endedAt: string;
  /** It waits for its turn. */
  waits: boolean;
  /** Why it is not known how to restore from it. */
  unknown?: Message;
  /** It holds all that it needs, without WAL of an archive. */
  hasAllWal: boolean;
  /** WAL of the archive can be applied to it. */
  isBase: boolean;
  /** It lies where the archive's tool tells from when on there is something. */
  isListed: boolean;
  /** First and last file of WAL that it needs. */
  beginWal?: string;
  endWal?: string;
  /** Of the server that it was taken of. */
  majorVersion?: number;
}

/** A schedule of backups. @public */
export interface ScheduleFact {
  name: string;
  suspended: boolean;
  nextAt?: string;
  error?: string;
}

/** What an archive's own record tells of backups. @public */
export interface ReportedBackups {
  firstRecoverableAt?: string;
  lastSucceededAt?: string;
  lastFailedAt?: string;
  /** When it was last read. */
  readAt?: string;
}

/** Where WAL goes. @public */
export interface ArchiveFacts {
  /** Where it lies. */
  destination?: string;
  /** Why nothing is known of what it holds. */
  unknown?: Message;
  /** Names of the other databases that write to it. */
  sharedWith?: string;
  /** The setting that keeps apart what mixes in it; reads on from "Give it". */
  separate: string;
  told: ReportedBackups;
  /** Nothing in it is older, by the word of its tool. */
  holdsFrom?: string;
  /** Archiving is switched off: by what (a name), and how to switch it on. */
  off?: { by: string; undo: Message };
  /** Why archiving is still to begin; without a full stop. */
  starting?: string;
  /** What the operator says of archiving, since when, and what helps where that is known. */
  said?: {
    works: boolean;
    since?: string;
    message?: string;
    nextStep?: Message;
  };
  /** After which WAL is archived at the latest, in milliseconds. */
  timeoutMs: number;
}

/**
 * All that is known of a database's backups, as a provider finds it: what
 * follows from it is the same for each engine that archives WAL. One value for
 * each look at a database.
 *
 * @public
 */
export interface BackupFacts {
  /** Of the object that the database is. */
  createdAt: string;
  /** Since when the database exists, as far as is known. Absent: what is older leads to it, too. */
  dataCreatedAt?: string;
  /** That runs; absent: not known. */
  majorVersion?: number;
  /** Also those of an earlier database of its name. */
  backups: BackupFact[];
  /** The list is not what the cluster last said; what that said instead. */
  unread?: Pick<KindStatus, 'message'>;
  /** When the cluster was last heard of backups; absent: not known. */
  listedAt?: string;
  /** It is configured for backups. */
  isOn: boolean;
  /** What the operator says of the last backup, where that failed. */
  lastFailure?: { at?: string; message?: string };
  /** Absent: it is not known whether there are any. */
  schedules: ScheduleFact[];
  areSchedulesKnown: boolean;
  /** When the first backup starts by itself, where one does. */
  firstBegins?: Message;
  /** What it takes to begin with backups. */
  beginNote?: Message;
  archive?: ArchiveFacts;
  /** What the primary last told of archiving; absent: not asked yet, or no answer. */
  archiver?: ArchiverReading;
  /** Its timeline, and since when it is the primary, as the operator tells. */
  primary: { timeline?: number; since?: string };
  /** Since when no primary runs, where that is told. */
  stoppedAt?: string;
}
