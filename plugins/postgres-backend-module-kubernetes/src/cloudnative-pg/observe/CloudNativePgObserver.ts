import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  DatabaseObserver,
  NO_PAST,
  type DatabaseMapper,
  type Past,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  databaseModel,
  findParts,
  Lookup,
  type ClusterContext,
  type FoundDatabase,
} from '../model';
import { archiverPoll } from './archiverPoll';
import { learnFrom, readHealth } from './health/readHealth';
import { look } from './toDatabase';

/** Tells the directory what is kept in memory of every cluster, as it changes. */
export class CloudNativePgObserver extends DatabaseObserver<
  FoundDatabase,
  ClusterContext,
  Past
> {
  readonly #contexts: Lookup;

  constructor(contexts: ClusterContext[], now: () => Date = () => new Date()) {
    super(contexts, databaseModel, context => mapperOf(context, now), now);
    this.#contexts = new Lookup(contexts);
  }

  /** Section `health`; what the instances say is told to the directory, too. @throws NotFoundError */
  async health(ref: string, options: ProviderCallOptions): Promise<Health> {
    const context = this.#contexts.context(ref);
    return readHealth(context, ref, options, probes =>
      this.learn(ref, (found, past) => {
        const doubts = learnFrom(found, probes, past.doubts);
        return doubts === past.doubts ? past : { ...past, doubts };
      }),
    );
  }
}

/** Looks at Clusters, and asks their primaries how far they have archived. */
function mapperOf(
  context: ClusterContext,
  now: () => Date,
): DatabaseMapper<FoundDatabase, Past> {
  const find = (key: string) => {
    const [namespace, name] = key.split('/');
    const { clusters } = databaseModel.kinds;
    const cluster = context.watch.store(clusters).get({ namespace, name });
    return cluster && findParts(context, cluster);
  };
  const poll = archiverPoll(context, find, now);
  return {
    noPast: NO_PAST,
    look,
    seen: found => poll.seen(found),
    gone: (key, uid) => {
      context.archivers.delete(uid);
      poll.forget(key);
    },
    stop: () => poll.stop(),
  };
}
