/** What a primary tells of its archiving when it is asked: `pg_stat_archiver`, and where it writes. Times are RFC 3339. @public */
export interface ArchiverStats {
  /** Of the data itself. */
  systemId?: string;
  timeline?: number;
  /** The file of WAL that it writes to, and the position in it. */
  currentWal?: string;
  currentLsn?: string;
  lastArchivedWal?: string;
  lastArchivedAt?: string;
  lastFailedAt?: string;
  /** Files that wait to be archived. */
  waitingFiles?: number;
}
