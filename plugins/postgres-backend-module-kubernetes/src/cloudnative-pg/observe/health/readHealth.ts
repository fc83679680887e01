import type { Health, Slot } from '@pgstage/backstage-plugin-postgres-common';
import type { ProviderCallOptions } from '@pgstage/backstage-plugin-postgres-node';
import { Lookup, type ClusterContext, type FoundDatabase } from '../../model';
import { unseen } from '../attention';
import { changeOf } from '../changes';
import { factsOf, isKnown } from '../facts';
import { Memory } from '../Memory';
import { partsOf } from '../parts';
import { probePods, type InstanceStatus, type Probe } from './instanceStatus';
import { membersOf, primaryStatus } from './members';
import { lsnDistance } from './postgresText';

/**
 * Section `health`: what is in memory, and what the instances tell now.
 *
 * @throws NotFoundError
 * @throws UpstreamError where the cluster does not answer at all.
 */
export async function readHealth(
  context: ClusterContext,
  ref: string,
  { signal }: ProviderCallOptions = {},
): Promise<Health> {
  const found = new Lookup([context]).get(ref);
  const pods = factsOf(found).instances.flatMap(({ pod }) =>
    pod?.phase === 'Running' ? [pod] : [],
  );
  const probes = await probePods(context, pods, signal);
  const errors = [...probes.values()].flatMap(({ error }) => error ?? []);
  if (
    !isKnown(found, 'clusters') &&
    errors.length &&
    errors.length === probes.size
  )
    throw errors[0];
  return healthOf(found, probes, new Date());
}

/** The section from what was found and answered. */
export function healthOf(
  found: FoundDatabase,
  probes: ReadonlyMap<string, Probe>,
  now: Date,
): Health {
  const facts = factsOf(found);
  const change = changeOf({ found, facts, memory: new Memory(), now });
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
