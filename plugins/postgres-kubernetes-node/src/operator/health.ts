import type {
  Health,
  InstanceHealth,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { shownBy } from '../claims';
import { message } from '../messages';
import { lastObservedAt, isKnown } from '../model/Snapshot';
import { verdictOfPod, verdictOfUnready } from '../observe/downInstance';
import type { HealthInput } from '../observe/healthInput';
import type { Instance } from '../observe/Instance';
import type { ObservedSnapshot } from './OperatorReport';

/** Returns the section `health`. */
export function healthOf(
  observed: ObservedSnapshot,
  input: HealthInput,
  now: Date,
): Health {
  const { parts, forbidden, facts } = input;
  return {
    instances: facts.instances.map(instance => ({
      ...instanceOf(observed, instance),
      ...verdictOf(observed, instance, input, now),
    })),
    slots: [],
    parts,
    forbidden,
  };
}

function instanceOf(
  { report: { lagBytes } }: Pick<ObservedSnapshot, 'report'>,
  { name, role, ready, pod }: Instance,
): Omit<InstanceHealth, 'state' | 'reason' | 'evidence'> {
  const replayBytes = lagBytes[name];
  return {
    name,
    role,
    since: ready ? pod?.readySince : undefined,
    node: pod?.node,
    zone: pod?.zone,
    ...(role === 'standby' &&
      replayBytes !== undefined && { lag: { replayBytes } }),
  };
}

function verdictOf(
  { snapshot }: Pick<ObservedSnapshot, 'snapshot'>,
  instance: Instance,
  input: HealthInput,
  now: Date,
): Verdict {
  if (!isKnown(snapshot, 'pods'))
    return { state: 'unknown', reason: message('podUnread') };
  return (
    verdictOfPod(instance, input) ??
    verdictOfUnready(instance, input.changing) ?? {
      state: 'working',
      reason: message('up'),
      evidence: shownBy(
        'instance',
        'readiness',
        lastObservedAt(snapshot, 'pods', now),
      ),
    }
  );
}
