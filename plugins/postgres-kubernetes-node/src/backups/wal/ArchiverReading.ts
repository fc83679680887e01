/** A contiguous range of archived WAL. Times are RFC 3339 with milliseconds. @public */
export interface WalRange {
  /** What it begins with: a timeline, or a file of one. Ordered by name. */
  from: string;
  /** When that began; absent: not known. */
  since?: string;
  /** The newest file of each of its last timelines that is known to be archived. */
  archivedWals: string[];
  /** Changes until then are archived; absent: not known. */
  until?: string;
  /** The instance that wrote its last file, and when it was last observed as the primary. */
  writer?: { name: string; at: string };
}

/** The result of querying a primary about archiving. Times are RFC 3339 with milliseconds. @public */
export interface ArchiverReading {
  /** When it was queried. */
  at: string;
  /** System identifier of the data: a reading of other data proves nothing about this one. */
  systemId?: string;
  lastArchivedAt?: string;
  /** Its current timeline, as names of WAL files begin with it. */
  timeline?: string;
  /** The range that reaches the current WAL position. */
  whole?: WalRange;
  /** Earlier ranges, oldest first: WAL between one and the next is not known to be archived. */
  earlier?: WalRange[];
  lastFailedAt?: string;
  /** Since when archiving is observed to fail; absent: it does not fail. */
  failingSince?: string;
  /** Changes until then are in the archive; absent: not known. */
  until?: string;
  /** Some WAL is not in the archive yet. */
  waiting: boolean;
  /** Archiving is off, or was and has not started again. */
  off?: boolean;
  /** The WAL file that was current then: once it is archived, so is everything before. */
  mark?: { at: string; wal: string };
}
