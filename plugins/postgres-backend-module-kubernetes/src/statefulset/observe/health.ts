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
import { healthInputOf } from './evaluate';

/** Sufficient evidence for each claim. The readiness probe connects to PostgreSQL over TCP. */
export const { sources: evidence, shownBy } = claimsOf({
  usable: ['readiness'],
  safe: ['backup'],
  recoveryWindow: ['backup'],
  archiving: ['instance'],
  instance: ['readiness'],
});

function verdictOf(
  snapshot: StatefulSetSnapshot,
  instance: Instance,
  input: HealthInput,
  now: Date,
): Verdict {
  if (!isKnown(snapshot, 'pods'))
    return { state: 'unknown', reason: kubernetesMessage('podUnread') };
  const down =
    verdictOfPod(instance, input) ?? verdictOfUnready(instance, input.changing);
  if (down) return down;
  // A standby also accepts connections if it receives no changes any more.
  if (instance.role === 'standby')
    return { state: 'unknown', reason: message('replicationUnknown') };
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

/** The lag of standbys is not known without SQL. */
const instanceOf = ({
  name,
  role,
  ready,
  pod,
}: Instance): Omit<InstanceHealth, keyof Verdict> => ({
  name,
  role,
  since: ready ? pod?.readySince : undefined,
  node: pod?.node,
  zone: pod?.zone,
});

/** Returns the section `health`, from the cache. */
export function healthOf(
  snapshot: StatefulSetSnapshot,
  before: PreviousState,
  now: Date,
): Health {
  const input = healthInputOf(snapshot, now, before);
  const { parts, forbidden, facts } = input;
  return {
    instances: facts.instances.map(
      instance =>
        ({
          ...instanceOf(instance),
          ...verdictOf(snapshot, instance, input, now),
        } as InstanceHealth),
    ),
    slots: [],
    parts,
    forbidden,
  };
}
