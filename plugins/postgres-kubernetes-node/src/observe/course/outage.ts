import { isDiskFull } from '../PhaseMeaning';
import { unreadySince, type DatabaseMoment } from '../DatabaseMoment';
import { atStart, MINUTE, toldTime } from '../Moment';
import { WAIT_LIMIT_MS } from '../OperatorStatus';
import { byText } from '../perFound';
import { UNKNOWN_PLAN } from './Course';

/** How long no instance may be ready after a start of Backstage, in case that somebody restarts it. */
const UNEXPLAINED_LIMIT_MS = MINUTE;

/** Since when the instances that are down are not ready, as Kubernetes tells of the first of them. */
export function downSince({ facts }: DatabaseMoment): string | undefined {
  return facts.instances
    .flatMap(({ ready, pod }) => (!ready && pod?.readySince) || [])
    .sort(byText)[0];
}

/** Since when nobody can connect, by the times of the operator and of Kubernetes. */
export function outageSince(moment: DatabaseMoment): string | undefined {
  const { operator, facts } = moment;
  const { primary } = facts;
  return toldTime(
    moment,
    operator.failsSince,
    primary && !primary.ready ? primary.pod?.readySince : undefined,
    atStart(moment, unreadySince(moment)),
  );
}

/** Whether no instance is ready for longer than what is done on purpose explains. */
export function isOutage(moment: DatabaseMoment): boolean {
  const { operator, facts, course, memory, now } = moment;
  const { ready, told } = facts;
  if (ready > 0 || !told || !operator.primary) return false;
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
  operator,
  facts,
}: Pick<DatabaseMoment, 'operator' | 'facts'>): boolean {
  return (
    isDiskFull(operator.meant) &&
    (!facts.primary?.ready || facts.ready >= facts.instances.length)
  );
}
