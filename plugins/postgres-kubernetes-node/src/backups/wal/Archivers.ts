import { objectKey } from '../../cluster';
import type { CachedMeta } from '../../model/cachedTypes';
import type { ArchiverStats } from './ArchiverStats';
import { readArchiver } from './readArchiver';
import type { PrimaryReport } from './walRanges';
import type { ArchiverReading } from './ArchiverReading';

/** Stores the last reading of each database, by the uid of its object: a new one of the same name is another database. @public */
export class Archivers {
  readonly #readings = new Map<string, ArchiverReading>();

  /** @param onReading - called with the key of a database at each reading */
  constructor(private readonly onReading: (key: string) => void = () => {}) {}

  get({ uid }: Pick<CachedMeta, 'uid'>): ArchiverReading | undefined {
    return this.#readings.get(uid);
  }

  /** Stores the response of a primary. While its PostgreSQL is down, it reports nothing about archiving: the last reading is retained. */
  record(
    database: CachedMeta,
    stats: ArchiverStats,
    now: Date,
    report: PrimaryReport,
  ): void {
    if (!stats.lastArchivedAt) return;
    this.#set(database, readArchiver(stats, now, this.get(database), report));
  }

  /** Records that archiving is off. This counts even if no primary responds until it is on again. */
  switchedOff(database: CachedMeta): void {
    const reading = this.get(database);
    if (reading && !reading.off) this.#set(database, { ...reading, off: true });
  }

  delete(uid: string): void {
    this.#readings.delete(uid);
  }

  #set(database: CachedMeta, reading: ArchiverReading): void {
    this.#readings.set(database.uid, reading);
    this.onReading(objectKey(database));
  }
}
