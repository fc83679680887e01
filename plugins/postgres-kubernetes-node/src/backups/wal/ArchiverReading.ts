/** WAL of which no file is missing in the archive, as far as it was archived. Times are RFC 3339 with milliseconds. @public */
export interface WalRange {
  /** What it begins with: a timeline, or a file of one. Their names tell the order. */
  from: string;
  /** When that had begun; absent: not known. */
  since?: string;
  /** The newest file of each of its last timelines that is known to be archived. */
  archivedWals: string[];
  /** What was changed until then is archived; absent: not known. */
  until?: string;
  /** Which instance wrote its last file, and when it was last seen to be the primary. */
  writer?: { name: string; at: string };
}

/** What a primary told of its archiving. Times are RFC 3339 with milliseconds. @public */
export interface ArchiverReading {
  /** When it was asked. */
  at: string;
  /** Of the data itself: a reading of other data says nothing of this. */
  systemId?: string;
  lastArchivedAt?: string;
  /** Timeline that it writes, as names of WAL files begin with it. */
  timeline?: string;
  /** The WAL that leads to what is written now. */
  whole?: WalRange;
  /** Earlier WAL, oldest first: what came after each, up to the next, is not known to be archived. */
  earlier?: WalRange[];
  lastFailedAt?: string;
  /** Since when it was seen to fail; absent: it does not. */
  failingSince?: string;
  /** What was changed until then is in the archive; absent: not known. */
  until?: string;
  /** There is WAL that is not in the archive yet. */
  waiting: boolean;
  /** Archiving is switched off, or was and has not begun again. */
  off?: boolean;
  /** The WAL file that was written to then: once it is archived, so is all until then. */
  mark?: { at: string; wal: string };
}
