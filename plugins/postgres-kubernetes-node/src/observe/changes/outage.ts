import { isDiskFull } from '../PhaseMeaning';
import { unreadySince, type EvaluationInput } from '../EvaluationInput';
import { atStart, MINUTE, pastTime } from '../EvaluationTime';
import { WAIT_LIMIT_MS } from '../OperatorStatus';
import { byText } from '../memoize';
import { isPlan, UNKNOWN_PLAN } from './OngoingChange';

/** How long no instance may be ready after a start of Backstage: the database may be restarting. */
const UNEXPLAINED_LIMIT_MS = MINUTE;

/** Returns since when the first of the instances that are down is not ready, as Kubernetes reports it. */
export function downSince({ facts }: EvaluationInput): string | undefined {
  return facts.instances
    .flatMap(({ ready, pod }) => (!ready && pod?.readySince) || [])
    .sort(byText)[0];
}

/** Returns since when no connection is possible, from times of the operator and of Kubernetes. */
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

/** Whether no instance is ready for longer than the planned change explains. */
export function isOutage(input: EvaluationInput): boolean {
  const { operator, facts, ongoing, transitionTimes, now } = input;
  const { ready, readinessKnown } = facts;
  if (ready > 0 || !readinessKnown || !operator.primary) return false;
  return transitionTimes.lasts(
    'outage',
    'on',
    isPlan(ongoing.plan, UNKNOWN_PLAN) ? UNEXPLAINED_LIMIT_MS : WAIT_LIMIT_MS,
    now,
    outageSince(input),
  );
}

/** Whether the disk of the primary is full: a disk is, and no standby is down because of its own. The pod of the primary can still be ready. */
export function isPrimaryFull({
  operator,
  facts,
}: Pick<EvaluationInput, 'operator' | 'facts'>): boolean {
  return (
    isDiskFull(operator.phaseMeaning) &&
    (!facts.primary?.ready || facts.ready >= facts.instances.length)
  );
}
