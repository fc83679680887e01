import type {
  Database,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  ProviderCallOptions,
  ProviderConnection,
} from '@pgstage/backstage-plugin-postgres-node';
import { ClusterObserver } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  databaseModel,
  findParts,
  Lookup,
  type ClusterContext,
  type FoundDatabase,
} from '../model';
import { ArchiverPoll } from './ArchiverPoll';
import { learnFrom, readHealth } from './health/readHealth';
import { NO_PAST, type Past } from './Past';
import { look } from './toDatabase';

type Observer = ClusterObserver<FoundDatabase, ClusterContext, Past>;

/** Tells the directory what is kept in memory of every cluster, as it changes. */
export class CloudNativePgObserver {
  readonly #clusters: Map<string, Observer>;
  readonly #polls: ArchiverPoll[] = [];
  readonly #lookup: Lookup;

  constructor(
    contexts: ClusterContext[],
    private readonly now: () => Date = () => new Date(),
  ) {
    this.#lookup = new Lookup(contexts);
    this.#clusters = new Map(
      contexts.map(context => [context.name, this.#observerOf(context)]),
    );
  }

  /** Returns once the watches are under way, not when everything was read. */
  async start(connection: ProviderConnection): Promise<void> {
    this.#clusters.forEach(cluster => cluster.start(connection));
  }

  stop(): void {
    this.#clusters.forEach(cluster => cluster.stop());
    this.#polls.forEach(poll => poll.stop());
  }

  /** One database as memory has it. @throws NotFoundError */
  observe(ref: string): Database {
    return this.#of(ref).observe(ref);
  }

  /** Section `health`; what the instances say is told to the directory, too. @throws NotFoundError */
  async health(ref: string, options: ProviderCallOptions): Promise<Health> {
    const observer = this.#of(ref);
    return readHealth(this.#lookup.context(ref), ref, options, probes =>
      observer.learn(ref, (found, past) => {
        const doubts = learnFrom(found, probes, past.doubts);
        return doubts === past.doubts ? past : { ...past, doubts };
      }),
    );
  }

  #observerOf(context: ClusterContext): Observer {
    const find = (key: string) => {
      const [namespace, name] = key.split('/');
      const cluster = context.watch
        .store(databaseModel.kinds.clusters)
        .get({ namespace, name });
      return cluster && findParts(context, cluster);
    };
    const poll = new ArchiverPoll(context, find, this.now);
    this.#polls.push(poll);
    const mapper = {
      noPast: NO_PAST,
      look,
      seen: (found: FoundDatabase) => poll.seen(found),
      gone: (key: string, uid: string) => {
        context.archivers.delete(uid);
        poll.forget(key);
      },
    };
    return new ClusterObserver(context, databaseModel, mapper, this.now);
  }

  #of(ref: string): Observer {
    return this.#clusters.get(this.#lookup.context(ref).name)!;
  }
}
