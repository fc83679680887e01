import type {
  Health,
  InstanceHealth,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  isKnown,
  lastObservedAt,
  verdictOfPod,
  verdictOfUnready,
  type HealthInput,
  type Instance,
  type PreviousState,
  kubernetesMessage,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { claimsOf } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import type { Replication, ServerMetrics } from '../monitoring';
import { healthInputOf } from './evaluate';

/** Sufficient evidence for each claim. The readiness probe runs a query. */
export const { sources: evidence, shownBy } = claimsOf({
  usable: ['readiness'],
  safe: ['backup'],
  recoveryWindow: ['backup'],
  archiving: ['instance'],
  instance: ['readiness', 'instance'],
});

interface Observed {
  input: HealthInput;
  metrics: ServerMetrics | undefined;
  now: Date;
}

function verdictOf(
  snapshot: StatefulSetSnapshot,
  instance: Instance,
  { input, metrics, now }: Observed,
): Verdict {
  if (!isKnown(snapshot, 'pods'))
    return { state: 'unknown', reason: kubernetesMessage('podUnread') };
  const down =
    verdictOfPod(instance, input) ?? verdictOfUnready(instance, input.changing);
  if (down) return down;
  if (instance.role === 'standby')
    return replicationVerdict(instance, metrics, input.changing);
  if (metrics?.isPrimary === false)
    return { state: 'attention', reason: message('isReadOnly') };
  return {
    state: 'working',
    reason: message('acceptsConnections'),
    evidence: shownBy(
      'instance',
      'readiness',
      lastObservedAt(snapshot, 'pods', now),
    ),
  };
}

/** A standby also accepts connections if it receives no changes any more: only the primary shows that it does. */
function replicationVerdict(
  { name }: Instance,
  metrics: ServerMetrics | undefined,
  changing: boolean,
): Verdict {
  const { state, active, lost } = metrics?.isPrimary
    ? metrics.replicationOf(name)
    : ({} as Partial<Replication>);
  if (metrics && state === 'streaming')
    return {
      state: 'working',
      reason: message('streaming'),
      evidence: shownBy('instance', 'instance', metrics.at),
    };
  if (state !== undefined)
    return { state: 'changing', reason: message('catchingUp', { state }) };
  if (lost) return { state: 'attention', reason: message('walLost') };
  if (active === false)
    return {
      state: changing ? 'changing' : 'attention',
      reason: message('notReplicating'),
    };
  return { state: 'unknown', reason: message('replicationUnknown') };
}

function instanceOf(
  { name, role, ready, pod }: Instance,
  { metrics }: Observed,
): Omit<InstanceHealth, keyof Verdict> {
  const replayBytes =
    role === 'standby' && metrics?.isPrimary
      ? metrics.replicationOf(name).replayBytes
      : undefined;
  return {
    name,
    role,
    since: ready ? pod?.readySince : undefined,
    node: pod?.node,
    zone: pod?.zone,
    ...(replayBytes !== undefined && { lag: { replayBytes } }),
  };
}

/**
 * Returns the section `health`.
 *
 * @param metrics - of the primary; undefined: there is no exporter, or it does
 * not respond
 */
export function healthOf(
  snapshot: StatefulSetSnapshot,
  before: PreviousState,
  metrics: ServerMetrics | undefined,
  now: Date,
): Health {
  const input = healthInputOf(snapshot, now, before);
  const { parts, forbidden, facts } = input;
  const observed = { input, metrics, now };
  return {
    sizeBytes: metrics?.sizeBytes,
    connections: metrics?.connections,
    instances: facts.instances.map(
      instance =>
        ({
          ...instanceOf(instance, observed),
          ...verdictOf(snapshot, instance, observed),
        } as InstanceHealth),
    ),
    slots: [],
    parts,
    forbidden,
  };
}
