import type { Health, Slot } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import { Lookup, type ClusterContext, type FoundDatabase } from '../../model';
import { unseen } from '../attention';
import { changeOf } from '../changes';
import { evidenceOf, learn } from '../evidence';
import { factsOf, isKnown } from '../facts';
import { Memory } from '../Memory';
import { partsOf } from '../parts';
import { probePods, type InstanceStatus, type Probe } from './instanceStatus';
import { membersOf, primaryStatus } from './members';
import { lsnDistance } from './postgresText';

/**
 * Section `health`: what is in memory, and what the instances tell now.
 * `memory` is the observer's, so that both say the same.
 *
 * @throws NotFoundError
 * @throws UpstreamError where the cluster does not answer at all.
 */
export async function readHealth(
  context: ClusterContext,
  ref: string,
  { signal }: ProviderCallOptions = {},
  memory?: Memory,
): Promise<Health> {
  const lookup = new Lookup([context]);
  const pods = factsOf(lookup.get(ref)).instances.flatMap(({ pod }) =>
    pod?.phase === 'Running' ? [pod] : [],
  );
  const probes = await probePods(context, pods, signal);
  // As it is by now: the answers took their time.
  const found = lookup.get(ref);
  const errors = [...probes.values()].flatMap(({ error }) => error ?? []);
  if (
    !isKnown(found, 'clusters') &&
    errors.length &&
    errors.length === probes.size
  )
    throw errors[0];
  return healthOf(found, probes, new Date(), memory);
}

/** The section from what was found and answered. */
export function healthOf(
  found: FoundDatabase,
  probes: ReadonlyMap<string, Probe>,
  now: Date,
  memory: Memory = new Memory(),
): Health {
  for (const { name, pod } of factsOf(found).instances) {
    const { status, at } = probes.get(pod?.name ?? name) ?? {};
    if (status && at)
      learn(memory, name, { up: !status.mightBeUnavailable, at });
  }
  const facts = evidenceOf(found, memory, now);
  const change = changeOf({ found, facts, memory, now });
  const changing = facts.hibernated || change !== undefined;
  const mayNotAsk = [...probes.values()].some(({ forbidden }) => forbidden);
  return {
    members: membersOf({ found, facts, probes, changing }),
    slots: slotsOf(primaryStatus(probes)),
    parts: partsOf({ found, facts, changing, now }),
    forbidden: [
      ...unseen({ found }).map(({ what, needs }) => ({ what, needs })),
      ...(mayNotAsk
        ? [{ what: 'replication, lag and slots', needs: 'get on pods/proxy' }]
        : []),
    ],
  };
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
