import type {
  Backup,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import type { KindStatus } from '../cluster';
import type { ArchiverReading } from './wal/ArchiverReading';

/** One backup, however it was taken. Times are RFC 3339. @public */
export interface BackupFact {
  /** As the API shows it. */
  shown: Backup;
  /** When it was requested. */
  createdAt: string;
  begunAt: string;
  /** Of a backup that has not ended: its start. */
  endedAt: string;
  /** It is queued. */
  waits: boolean;
  /** Why it is not known how to restore from it. */
  unknown?: Message;
  /** It contains everything for a restore, without archived WAL. */
  hasAllWal: boolean;
  /** WAL of the archive can be applied to it. */
  isBase: boolean;
  /** It is in the archive whose tool reports the first recoverable time. */
  isListed: boolean;
  /** First and last WAL file that it needs. */
  beginWal?: string;
  endWal?: string;
  /** Major version of the server that it was taken from; absent: not known, it counts as the running version. */
  majorVersion?: number;
}

/** A schedule of backups. @public */
export interface ScheduleFact {
  name: string;
  suspended: boolean;
  nextAt?: string;
  /** Longest time between two runs, in milliseconds; absent: not known, it never counts as overdue. */
  intervalMs?: number;
  error?: string;
}

/** What the record of an archive reports about backups. @public */
export interface ReportedBackups {
  firstRecoverableAt?: string;
  lastSucceededAt?: string;
  lastFailedAt?: string;
  /** When the object that contains the record was last observed; absent: not known. */
  readAt?: string;
}

/** The archive that WAL is written to. @public */
export interface ArchiveFacts {
  /** Where it is stored. */
  destination?: string;
  /** Why its contents are not known. */
  unknown?: Message;
  /** Names of other databases that write to it. */
  sharedWith?: string;
  /** How to separate it from that of another database, and from that of an earlier one of the same name. */
  separate: { fromOther: Message; fromEarlier: Message };
  reported: ReportedBackups;
  /** Nothing in it is older, as its tool reports. */
  holdsFrom?: string;
  /** Archiving is off: because of which annotation, and how to turn it on. */
  off?: { annotation: string; undo: Message };
  /** Why archiving has not started yet. */
  starting?: Message;
  /** The operator's report on archiving, since when, and the next step if known. */
  condition?: {
    works: boolean;
    since?: string;
    message?: string;
    nextStep?: Message;
  };
  /** Time after which WAL is archived at the latest, in milliseconds. */
  timeoutMs: number;
}

/**
 * Facts about the backups of a database, collected by a provider. What follows
 * from them is the same for every operator that archives WAL. One value for
 * each evaluation.
 *
 * @public
 */
export interface BackupFacts {
  /** Creation time of the database object. */
  createdAt: string;
  /** When the data was created, as far as is known. Absent: older backups belong to it, too. */
  dataCreatedAt?: string;
  /** Major version of the running server; absent: not known. */
  majorVersion?: number;
  /** Includes those of an earlier database of the same name. */
  backups: BackupFact[];
  /** The list is not current; the status of reading it. */
  unread?: Pick<KindStatus, 'message'>;
  /** When backups were last observed; absent: not known. */
  listedAt?: string;
  /** Backups are configured. */
  isOn: boolean;
  /** The operator's report on the last backup if that failed. */
  lastFailure?: { at?: string; message?: string };
  /** Empty if not known, see `areSchedulesKnown`. */
  schedules: ScheduleFact[];
  areSchedulesKnown: boolean;
  /** When the first backup starts automatically, if it does. */
  firstBegins?: Message;
  /** The next step to start with backups, if that is not to choose a target. */
  beginStep?: Message;
  /** What is required to start with backups. */
  beginNote?: Message;
  archive?: ArchiveFacts;
  /** The last reading of the primary; absent: not queried yet, or no response. */
  archiver?: ArchiverReading;
  /** Its timeline, and since when it is the primary, as the operator reports. */
  primary: { timeline?: number; since?: string };
  /** Since when no primary runs, if reported. */
  stoppedAt?: string;
}
