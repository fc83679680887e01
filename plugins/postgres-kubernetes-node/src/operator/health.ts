import type {
  Health,
  Member,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { shownBy } from '../claims';
import { heardAt, isKnown } from '../model/Snapshot';
import { verdictOfPod, verdictOfUnready } from '../observe/downInstance';
import type { HealthMoment } from '../observe/healthMoment';
import type { Instance } from '../observe/Instance';
import type { Seen } from './OperatorReport';

/** Section `health`. */
export function healthOf(seen: Seen, moment: HealthMoment, now: Date): Health {
  const { parts, forbidden, facts } = moment;
  return {
    members: facts.instances.map(instance => ({
      ...memberOf(seen, instance),
      ...verdictOf(seen, instance, moment, now),
    })),
    slots: [],
    parts,
    forbidden,
  };
}

function memberOf(
  { report: { lagBytes } }: Pick<Seen, 'report'>,
  { name, role, ready, pod }: Instance,
): Omit<Member, 'state' | 'reason' | 'evidence'> {
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
  { found }: Pick<Seen, 'found'>,
  instance: Instance,
  moment: HealthMoment,
  now: Date,
): Verdict {
  if (!isKnown(found, 'pods'))
    return { state: 'unknown', reason: 'its pod cannot be seen' };
  return (
    verdictOfPod(instance, moment) ??
    verdictOfUnready(instance, moment.changing) ?? {
      state: 'working',
      reason: 'UP',
      evidence: shownBy('member', 'readiness', heardAt(found, 'pods', now)),
    }
  );
}
