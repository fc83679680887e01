import type { Health, Slot } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  healthInput,
  isKnown,
  recordProbe,
  lsnDistance,
  NO_PREVIOUS_STATE,
  readMetrics,
  type StaleReadinessByInstance,
  type PreviousState,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  Lookup,
  type ClusterContext,
  type CloudNativePgSnapshot,
} from '../../model';
import { factsOf } from '../facts';
import { observe } from '../observe';
import { databaseName } from '../identity';
import { partsOf } from '../parts';
import { capacityOf } from './capacityOf';
import { probePods, type InstanceStatus, type Probe } from './instanceStatus';
import { instanceHealthOf, primaryStatus } from './instances';

/**
 * Section `health`: what is in memory, and what the instances tell now.
 * `learnt` hears what they say, and returns what the observer remembers with
 * it, so that both say the same.
 *
 * @throws NotFoundError
 * @throws UpstreamError where the cluster does not answer at all.
 */
export async function readHealth(
  context: ClusterContext,
  ref: string,
  { signal }: ProviderCallOptions = {},
  learnt?: (probes: Probes) => PreviousState,
): Promise<Health> {
  const lookup = new Lookup([context]);
  const running = factsOf(lookup.get(ref)).instances.flatMap(
    ({ pod, primary }) => (pod?.phase === 'Running' ? [{ pod, primary }] : []),
  );
  const primary = running.find(each => each.primary)?.pod;
  const [probes, metrics] = await Promise.all([
    probePods(
      context,
      running.map(({ pod }) => pod),
      signal,
    ),
    primary &&
      readMetrics(
        context.client,
        { ...primary, scheme: primary.metricsScheme },
        signal,
      ),
  ]);
  // As it is by now: the answers took their time.
  const snapshot = lookup.get(ref);
  const errors = [...probes.values()].flatMap(({ error }) => error ?? []);
  if (
    !isKnown(snapshot, 'clusters') &&
    errors.length &&
    errors.length === probes.size
  )
    throw errors[0];
  return {
    ...healthOf(snapshot, probes, new Date(), learnt?.(probes)),
    ...capacityOf(metrics, databaseName(snapshot)),
  };
}

/** What the instances answered, by the names of their pods. */
export type Probes = ReadonlyMap<string, Probe>;

/** The section from what was found and answered, and from what is remembered. */
export function healthOf(
  snapshot: CloudNativePgSnapshot,
  probes: Probes,
  now: Date,
  previousState = NO_PREVIOUS_STATE,
): Health {
  const staleReadiness = recordProbes(
    snapshot,
    probes,
    previousState.staleReadiness,
  );
  const { facts, changing, parts, forbidden } = healthInput(
    { observe, partsOf },
    snapshot,
    now,
    { ...previousState, staleReadiness },
  );
  const mayNotAsk = [...probes.values()].some(probe => probe.forbidden);
  return {
    instances: instanceHealthOf({ snapshot, facts, probes, changing, now }),
    slots: slotsOf(primaryStatus(probes)),
    parts,
    forbidden: [
      ...forbidden,
      ...(mayNotAsk
        ? [
            {
              what: 'replication, lag, slots, size and connections',
              needs: 'get on pods/proxy',
            },
          ]
        : []),
    ],
  };
}

/** What is known against pods, by what the instances in them say. */
export function recordProbes(
  snapshot: CloudNativePgSnapshot,
  probes: Probes,
  before: StaleReadinessByInstance,
): StaleReadinessByInstance {
  return factsOf(snapshot).instances.reduce((staleReadiness, { name, pod }) => {
    const { status, at } = probes.get(pod?.name ?? name) ?? {};
    return status && at
      ? recordProbe(staleReadiness, name, {
          up: !status.mightBeUnavailable,
          at,
        })
      : staleReadiness;
  }, before);
}

function slotsOf(primary: InstanceStatus | undefined): Slot[] {
  return (primary?.replicationSlotsInfo ?? []).map(
    ({ slotName, slotType, active, restartLsn, walStatus }) => ({
      name: slotName,
      type: slotType === 'logical' ? 'logical' : 'physical',
      active: active ?? false,
      retainedBytes: lsnDistance(restartLsn, primary?.currentLsn),
      walStatus: walStatus || undefined,
    }),
  );
}
