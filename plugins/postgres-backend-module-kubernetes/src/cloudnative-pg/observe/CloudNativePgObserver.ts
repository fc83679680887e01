import type {
  Database,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderCallOptions,
  ProviderConnection,
} from '@pgstage/backstage-plugin-postgres-node';
import { Lookup, type ClusterContext } from '../model';
import { ClusterObserver } from './ClusterObserver';
import { readHealth } from './health/readHealth';

/** Tells the directory what is kept in memory of every cluster, as it changes. */
export class CloudNativePgObserver {
  readonly #clusters: Map<string, ClusterObserver>;
  readonly #lookup: Lookup;

  constructor(contexts: ClusterContext[], now: () => Date = () => new Date()) {
    this.#lookup = new Lookup(contexts);
    this.#clusters = new Map(
      contexts.map(context => [
        context.name,
        new ClusterObserver(context, this.#lookup, now),
      ]),
    );
  }

  /** Returns once the watches are under way, not when everything was read. */
  async start(connection: ProviderConnection): Promise<void> {
    this.#clusters.forEach(cluster => cluster.start(connection));
  }

  stop(): void {
    this.#clusters.forEach(cluster => cluster.stop());
  }

  /** One database as memory has it. @throws NotFoundError */
  observe(ref: string): Database {
    return this.#of(ref).observe(ref);
  }

  /** Section `health`; what the instances say is told to the directory, too. @throws NotFoundError */
  async health(ref: string, options: ProviderCallOptions): Promise<Health> {
    const observer = this.#of(ref);
    return readHealth(this.#lookup.context(ref), ref, options, probes =>
      observer.learn(ref, probes),
    );
  }

  #of(ref: string): ClusterObserver {
    return this.#clusters.get(this.#lookup.context(ref).name)!;
  }
}
