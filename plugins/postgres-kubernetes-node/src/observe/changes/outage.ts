import { isDiskFull } from '../PhaseMeaning';
import { unreadySince, type EvaluationInput } from '../EvaluationInput';
import { atStart, MINUTE, pastTime } from '../EvaluationTime';
import { WAIT_LIMIT_MS } from '../OperatorStatus';
import { byText } from '../memoize';
import { UNKNOWN_PLAN } from './OngoingChange';

/** How long no instance may be ready after a start of Backstage, in case that somebody restarts it. */
const UNEXPLAINED_LIMIT_MS = MINUTE;

/** Since when the instances that are down are not ready, as Kubernetes tells of the first of them. */
export function downSince({ facts }: EvaluationInput): string | undefined {
  return facts.instances
    .flatMap(({ ready, pod }) => (!ready && pod?.readySince) || [])
    .sort(byText)[0];
}

/** Since when nobody can connect, by the times of the operator and of Kubernetes. */
export function outageSince(input: EvaluationInput): string | undefined {
  const { operator, facts } = input;
  const { primary } = facts;
  return pastTime(
    input,
    operator.failsSince,
    primary && !primary.ready ? primary.pod?.readySince : undefined,
    atStart(input, unreadySince(input)),
  );
}

/** Whether no instance is ready for longer than what is done on purpose explains. */
export function isOutage(input: EvaluationInput): boolean {
  const { operator, facts, ongoing, transitionTimes, now } = input;
  const { ready, told } = facts;
  if (ready > 0 || !told || !operator.primary) return false;
  return transitionTimes.lasts(
    'outage',
    'on',
    ongoing.plan === UNKNOWN_PLAN ? UNEXPLAINED_LIMIT_MS : WAIT_LIMIT_MS,
    now,
    outageSince(input),
  );
}

/** Whether a disk is full, and no standby is down because it is its own: the primary's, then, however ready its pod still is. */
export function isPrimaryFull({
  operator,
  facts,
}: Pick<EvaluationInput, 'operator' | 'facts'>): boolean {
  return (
    isDiskFull(operator.meant) &&
    (!facts.primary?.ready || facts.ready >= facts.instances.length)
  );
}
