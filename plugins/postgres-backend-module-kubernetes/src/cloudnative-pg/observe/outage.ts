import {
  atStart,
  byText,
  MINUTE,
  toldTime,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { UNKNOWN_PLAN } from './Course';
import { unreadySince, type Moment } from './moment';
import { DISK_FULL, WAIT_LIMIT_MS } from './phases';

/** How long no instance may be ready after a start of Backstage, in case that somebody restarts it. */
const UNEXPLAINED_LIMIT_MS = MINUTE;

/** Since when the instances that are down are not ready, as Kubernetes tells of the first of them. */
export function downSince({ facts }: Moment): string | undefined {
  return facts.instances
    .flatMap(({ ready, pod }) => (!ready && pod?.readySince) || [])
    .sort(byText)[0];
}

/** Since when nobody can connect, by the times of the operator and of Kubernetes. */
export function outageSince(moment: Moment): string | undefined {
  const { found, facts } = moment;
  const { primary } = facts;
  return toldTime(
    moment,
    found.cluster.status.currentPrimaryFailingSinceTimestamp,
    primary && !primary.ready ? primary.pod?.readySince : undefined,
    atStart(moment, unreadySince(moment)),
  );
}

/** Whether no instance is ready for longer than what is done on purpose explains. */
export function isOutage(moment: Moment): boolean {
  const { found, facts, course, memory, now } = moment;
  const { ready, told } = facts;
  if (ready > 0 || !told || !found.cluster.status.currentPrimary) return false;
  return memory.lasts(
    'outage',
    'on',
    course.plan === UNKNOWN_PLAN ? UNEXPLAINED_LIMIT_MS : WAIT_LIMIT_MS,
    now,
    outageSince(moment),
  );
}

/** Whether a disk is full, and no standby is down because it is its own: the primary's, then, however ready its pod still is. */
export function isPrimaryFull({
  found,
  facts,
}: Pick<Moment, 'found' | 'facts'>): boolean {
  return (
    found.cluster.status.phase === DISK_FULL &&
    (!facts.primary?.ready || facts.ready >= facts.instances.length)
  );
}
