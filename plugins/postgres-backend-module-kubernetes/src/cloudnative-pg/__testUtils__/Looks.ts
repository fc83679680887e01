import type {
  Database,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import { NO_PAST } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../model';
import { healthOf, learnFrom, type Probes } from '../observe/health/readHealth';
import { look } from '../observe/toDatabase';

/** Looks at one database again and again, and remembers as the observer does. */
export class Looks {
  #past = NO_PAST;
  /** When the last look asked for the next one. */
  recheckAt = Infinity;

  database(found: FoundDatabase, now: Date): Database {
    const { database, past, recheckAt } = look(found, now, this.#past);
    this.#past = past;
    this.recheckAt = recheckAt;
    return database;
  }

  /** The section, where the instances say this. */
  health(found: FoundDatabase, now: Date, probes: Probes = new Map()): Health {
    const doubts = learnFrom(found, probes, this.#past.doubts);
    this.#past = { ...this.#past, doubts };
    return healthOf(found, probes, now, this.#past);
  }
}
