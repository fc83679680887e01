import type { Database } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderConnection } from '@pgstage/backstage-plugin-postgres-node';
import { DatabaseLookup } from '../model/DatabaseLookup';
import type { DatabaseModel } from '../model/DatabaseModel';
import type { ProviderContext } from '../model/ProviderContext';
import type { Snapshot } from '../model/Snapshot';
import { ClusterObserver, type DatabaseMapper } from './ClusterObserver';

/** Reports databases from the caches of all clusters to the directory, as they change. @public */
export class DatabaseObserver<
  TSnapshot extends Snapshot,
  Context extends ProviderContext,
  TPrevious,
> {
  readonly #clusters: Map<
    string,
    ClusterObserver<TSnapshot, Context, TPrevious>
  >;
  readonly #lookup: DatabaseLookup<TSnapshot, Context>;

  constructor(
    contexts: Context[],
    model: DatabaseModel<TSnapshot, Context>,
    mapperOf: (context: Context) => DatabaseMapper<TSnapshot, TPrevious>,
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

  /** Returns once the watches are started, before everything is read. */
  async start(connection: ProviderConnection): Promise<void> {
    this.#clusters.forEach(cluster => cluster.start(connection));
  }

  stop(): void {
    this.#clusters.forEach(cluster => cluster.stop());
  }

  /** Evaluates one database from the cache. @throws NotFoundError */
  observe(ref: string): Database {
    return this.#of(ref).observe(ref);
  }

  /** Returns the state of the last evaluation. @throws NotFoundError */
  previousStateOf(ref: string): TPrevious {
    return this.#of(ref).previousStateOf(ref);
  }

  /** See {@link ClusterObserver.updateState}. */
  updateState(
    ref: string,
    update: (snapshot: TSnapshot, previousState: TPrevious) => TPrevious,
  ): TPrevious {
    return this.#of(ref).updateState(ref, update);
  }

  #of(ref: string): ClusterObserver<TSnapshot, Context, TPrevious> {
    return this.#clusters.get(this.#lookup.context(ref).name)!;
  }
}
