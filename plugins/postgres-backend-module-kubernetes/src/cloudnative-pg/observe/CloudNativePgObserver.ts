import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import { Lookup, type ClusterContext } from '../model';
import { ClusterObserver } from './ClusterObserver';

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
    const { name } = this.#lookup.context(ref);
    return this.#clusters.get(name)!.observe(ref);
  }
}
