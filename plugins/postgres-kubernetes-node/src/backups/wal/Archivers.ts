import { objectKey } from '../../cluster';
import type { CachedMeta } from '../../model/cachedTypes';
import type { ArchiverStats } from './ArchiverStats';
import { readArchiver } from './readArchiver';
import type { PrimaryReport } from './walRanges';
import type { ArchiverReading } from './ArchiverReading';

/** The last reading of each database, by the uid of its object: another of the same name is another database. @public */
export class Archivers {
  readonly #readings = new Map<string, ArchiverReading>();

  /** @param onReading - hears the key of a database at each reading */
  constructor(private readonly onReading: (key: string) => void = () => {}) {}

  get({ uid }: Pick<CachedMeta, 'uid'>): ArchiverReading | undefined {
    return this.#readings.get(uid);
  }

  /** Keeps what a primary answered. One in which PostgreSQL is down says nothing of archiving: what is known stays. */
  hear(
    database: CachedMeta,
    answer: ArchiverStats,
    now: Date,
    told: PrimaryReport,
  ): void {
    if (!answer.lastArchivedAt) return;
    this.#set(database, readArchiver(answer, now, this.get(database), told));
  }

  /** That archiving is switched off counts also where no primary answers until it is on again. */
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
