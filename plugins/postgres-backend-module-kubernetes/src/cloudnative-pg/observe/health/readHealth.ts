import type { Health, Slot } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import {
  healthMoment,
  isKnown,
  learnDoubt,
  lsnDistance,
  NO_PAST,
  readMetrics,
  type Doubts,
  type Past,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { Lookup, type ClusterContext, type FoundDatabase } from '../../model';
import { factsOf } from '../facts';
import { observe } from '../observe';
import { databaseName } from '../identity';
import { partsOf } from '../parts';
import { capacityOf } from './capacityOf';
import { probePods, type InstanceStatus, type Probe } from './instanceStatus';
import { membersOf, primaryStatus } from './members';

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
  learnt?: (probes: Probes) => Past,
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
  const found = lookup.get(ref);
  const errors = [...probes.values()].flatMap(({ error }) => error ?? []);
  if (
    !isKnown(found, 'clusters') &&
    errors.length &&
    errors.length === probes.size
  )
    throw errors[0];
  return {
    ...healthOf(found, probes, new Date(), learnt?.(probes)),
    ...capacityOf(metrics, databaseName(found)),
  };
}

/** What the instances answered, by the names of their pods. */
export type Probes = ReadonlyMap<string, Probe>;

/** The section from what was found and answered, and from what is remembered. */
export function healthOf(
  found: FoundDatabase,
  probes: Probes,
  now: Date,
  past = NO_PAST,
): Health {
  const doubts = learnFrom(found, probes, past.doubts);
  const { facts, changing, parts, forbidden } = healthMoment(
    { observe, partsOf },
    found,
    now,
    { ...past, doubts },
  );
  const mayNotAsk = [...probes.values()].some(probe => probe.forbidden);
  return {
    members: membersOf({ found, facts, probes, changing, now }),
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
export function learnFrom(
  found: FoundDatabase,
  probes: Probes,
  before: Doubts,
): Doubts {
  return factsOf(found).instances.reduce((doubts, { name, pod }) => {
    const { status, at } = probes.get(pod?.name ?? name) ?? {};
    return status && at
      ? learnDoubt(doubts, name, { up: !status.mightBeUnavailable, at })
      : doubts;
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
