import type { Health } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  DatabaseObserver,
  NO_PREVIOUS_STATE,
  type DatabaseMapper,
  type PreviousState,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  databaseModel,
  findParts,
  Lookup,
  type ClusterContext,
  type CloudNativePgSnapshot,
} from '../model';
import { archiverPoll } from './archiverPoll';
import { recordProbes, readHealth } from './health/readHealth';
import { evaluate } from './toDatabase';

/** Reports the databases of all clusters to the directory, from the cache, whenever they change. */
export class CloudNativePgObserver extends DatabaseObserver<
  CloudNativePgSnapshot,
  ClusterContext,
  PreviousState
> {
  readonly #contexts: Lookup;

  constructor(contexts: ClusterContext[], now: () => Date = () => new Date()) {
    super(contexts, databaseModel, context => mapperOf(context, now), now);
    this.#contexts = new Lookup(contexts);
  }

  /**
   * Returns section `health`. What the instances report there also updates the
   * state in the directory.
   *
   * @throws NotFoundError
   */
  async health(ref: string, options: ProviderCallOptions): Promise<Health> {
    const context = this.#contexts.context(ref);
    return readHealth(context, ref, options, probes =>
      this.updateState(ref, (snapshot, previousState) => {
        const staleReadiness = recordProbes(
          snapshot,
          probes,
          previousState.staleReadiness,
        );
        return staleReadiness === previousState.staleReadiness
          ? previousState
          : { ...previousState, staleReadiness };
      }),
    );
  }
}

/** Evaluates Clusters, and queries their primaries for the progress of archiving. */
function mapperOf(
  context: ClusterContext,
  now: () => Date,
): DatabaseMapper<CloudNativePgSnapshot, PreviousState> {
  const find = (key: string) => {
    const [namespace, name] = key.split('/');
    const { clusters } = databaseModel.kinds;
    const cluster = context.watch.store(clusters).get({ namespace, name });
    return cluster && findParts(context, cluster);
  };
  const poll = archiverPoll(context, find, now);
  return {
    noPreviousState: NO_PREVIOUS_STATE,
    evaluate,
    evaluated: snapshot => poll.evaluated(snapshot),
    removed: (key, uid) => {
      context.archivers.delete(uid);
      poll.removed(key);
    },
    stop: () => poll.stop(),
  };
}
