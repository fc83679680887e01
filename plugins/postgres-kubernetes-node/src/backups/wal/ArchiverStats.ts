/** Archiver statistics of a primary: `pg_stat_archiver` and the current WAL position. Times are RFC 3339. @public */
export interface ArchiverStats {
  /** System identifier of the data. */
  systemId?: string;
  timeline?: number;
  /** The current WAL file, and the position in it. */
  currentWal?: string;
  currentLsn?: string;
  lastArchivedWal?: string;
  lastArchivedAt?: string;
  lastFailedAt?: string;
  /** Number of files that are ready to be archived. */
  waitingFiles?: number;
}
