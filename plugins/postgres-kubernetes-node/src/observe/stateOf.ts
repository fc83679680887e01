import type { Status } from '@pgstage/backstage-plugin-postgres-common';
import { downStandbys, primaryIsLost } from './attention/lostInstances';
import type { RankedAttention } from './rankedAttention';
import type { Change } from './changes/Change';
import { withReason } from './changes/progressText';
import { unobservedResource } from './DatabaseFacts';
import type { EvaluationInput } from './EvaluationInput';

type State = Omit<Status, 'since'>;

/**
 * The state of the database. The first rule that fits decides:
 *
 * 1. Being removed or hibernated, in time: planned, whatever is down.
 * 2. The primary or the change itself fails.
 * 3. An unknown phase: shown as reported, in grey.
 * 4. The primary went down just now, for an unknown reason: not known yet.
 * 5. A planned change is in progress.
 * 6. A part is not as it should be.
 * 7. The evidence that it works cannot be read.
 * 8. Every instance is ready, one of them is the primary, and nothing is wrong:
 *    only then it works.
 */
export function stateOf(
  input: EvaluationInput,
  change: Change | undefined,
  attention: RankedAttention[],
): State {
  const { snapshot, facts, operator } = input;
  if (
    change &&
    !change.overdue &&
    (snapshot.cluster.deletedAt || facts.hibernated)
  )
    return {
      state: 'changing',
      reason: change.reason,
      ...(change.lasting && { lasting: true }),
    };
  const of = (impact: RankedAttention['impact']): State[] =>
    attention
      .filter(cause => cause.impact === impact)
      .map(({ what }) => ({
        state: 'attention',
        reason: what.text.replace(/\.$/, ''),
      }));
  const [failing] = of('failing');
  if (failing) return failing;

  const { phase, reason, phaseMeaning, source } = operator;
  if (phase && phaseMeaning.type === 'unknown') {
    return { state: 'unknown', reason: withReason(phase, reason) };
  }
  if (primaryIsLost(input, change)) {
    return {
      state: 'unknown',
      reason: `The primary ${operator.primary} does not respond; the operator has not said why`,
    };
  }
  const [degraded] = of('degraded');
  if (change && !(change.excusesNothing && degraded))
    return { state: 'changing', reason: change.reason };
  if (degraded) return degraded;
  const [down] = downStandbys(input, change);
  if (down)
    return {
      state: 'changing',
      reason: `Waiting for standby ${down.name}, which is not ready`,
    };
  const blind = unobservedResource(snapshot, facts, operator.kind);
  if (blind) {
    return { state: 'unknown', reason: `Backstage cannot see ${blind} now` };
  }
  if (facts.ready < facts.desired) {
    return {
      state: 'unknown',
      reason: `${facts.ready} of ${facts.desired} instances are ready`,
    };
  }
  if (facts.readinessKnown && !facts.primary?.ready) {
    return {
      state: 'unknown',
      reason: operator.primary
        ? `The primary ${operator.primary} is not ready`
        : 'The operator does not say which instance is the primary',
    };
  }
  if (facts.writable === 0) {
    return {
      state: 'unknown',
      reason: 'The service of the primary has no endpoint yet',
    };
  }
  const running = source
    ? `Running as a read-only copy of ${source}`
    : 'Running';
  return {
    state: 'working',
    reason:
      facts.desired === 1
        ? running
        : `${running}, ${facts.ready} of ${facts.desired} instances ready`,
  };
}
