import {
  objectKey,
  type KeptMeta,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
/** What a primary told of its archiving. Times are RFC 3339 with milliseconds. */
export interface ArchiverReading {
  /** When it was asked. */
  at: string;
  /** Of the data itself: a reading of other data says nothing of this. */
  systemId?: string;
  lastArchivedAt?: string;
  /** Timeline that it writes, as names of WAL files begin with it. */
  timeline?: string;
  /** The newest WAL file of each timeline that is known to be archived. */
  archivedWals?: string[];
  /** From which timeline on all WAL that leads to the present one is known to be archived up to where it ended. */
  wholeFrom?: string;
  /** A predecessor was lost or replaced before it was seen to archive all: when that was noticed, and until when changes are known to be archived. */
  gap?: { at: string; after?: string };
  lastFailedAt?: string;
  /** Since when it was seen to fail; absent: it does not. */
  failingSince?: string;
  /** What was changed until then is in the archive; absent: not known. */
  until?: string;
  /** There is WAL that is not in the archive yet. */
  waiting: boolean;
  /** The WAL file that was written to then: once it is archived, so is all until then. */
  mark?: { at: string; wal: string };
}

/** The last reading of each Cluster, by its uid: another of the same name is another database. */
export class Archivers {
  readonly #readings = new Map<string, ArchiverReading>();

  /** @param onReading - hears the key of a Cluster at each reading */
  constructor(private readonly onReading: (key: string) => void = () => {}) {}

  get({ uid }: Pick<KeptMeta, 'uid'>): ArchiverReading | undefined {
    return this.#readings.get(uid);
  }

  set(cluster: KeptMeta, reading: ArchiverReading): void {
    this.#readings.set(cluster.uid, reading);
    this.onReading(objectKey(cluster));
  }

  delete(uid: string): void {
    this.#readings.delete(uid);
  }
}
