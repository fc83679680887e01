import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import { DatabaseLookup } from '../model/DatabaseLookup';
import type { DatabaseModel } from '../model/DatabaseModel';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import { ClusterObserver, type DatabaseMapper } from './ClusterObserver';

/** Tells the directory what is kept in memory of every cluster, as it changes. @public */
export class DatabaseObserver<
  Found extends Snapshot,
  Context extends ProviderContext,
  Past,
> {
  readonly #clusters: Map<string, ClusterObserver<Found, Context, Past>>;
  readonly #lookup: DatabaseLookup<Found, Context>;

  constructor(
    contexts: Context[],
    model: DatabaseModel<Found, Context>,
    mapperOf: (context: Context) => DatabaseMapper<Found, Past>,
    now: () => Date,
  ) {
    this.#lookup = new DatabaseLookup(contexts, model);
    this.#clusters = new Map(
      contexts.map(context => [
        context.name,
        new ClusterObserver(context, model, mapperOf(context), now),
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

  /** What is remembered of a database. @throws NotFoundError */
  pastOf(ref: string): Past {
    return this.#of(ref).pastOf(ref);
  }

  /** See {@link ClusterObserver.learn}. */
  learn(ref: string, add: (found: Found, past: Past) => Past): Past {
    return this.#of(ref).learn(ref, add);
  }

  #of(ref: string): ClusterObserver<Found, Context, Past> {
    return this.#clusters.get(this.#lookup.context(ref).name)!;
  }
}
