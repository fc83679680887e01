import type {
  Database,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import { NO_PREVIOUS_STATE } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import {
  healthOf,
  recordProbes,
  type Probes,
} from '../observe/health/readHealth';
import { evaluate } from '../observe/toDatabase';

/** Evaluates one database repeatedly, and keeps the state between evaluations like the observer. */
export class ObservationLog {
  #previousState = NO_PREVIOUS_STATE;
  /** Time at which the last evaluation requested the next one. */
  recheckAt = Infinity;

  database(snapshot: CloudNativePgSnapshot, now: Date): Database {
    const { database, previousState, recheckAt } = evaluate(
      snapshot,
      now,
      this.#previousState,
    );
    this.#previousState = previousState;
    this.recheckAt = recheckAt;
    return database;
  }

  /** Returns section `health`, given these responses of the instances. */
  health(
    snapshot: CloudNativePgSnapshot,
    now: Date,
    probes: Probes = new Map(),
  ): Health {
    const staleReadiness = recordProbes(
      snapshot,
      probes,
      this.#previousState.staleReadiness,
    );
    this.#previousState = { ...this.#previousState, staleReadiness };
    return healthOf(snapshot, probes, now, this.#previousState);
  }
}
