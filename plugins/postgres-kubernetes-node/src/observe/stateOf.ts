import type {
  Message,
  Status,
} from '@pgstage/backstage-plugin-postgres-common';
import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import { withReason } from '../messages/withReason';
import { downStandbys, primaryIsLost } from './attention/lostInstances';
import type { RankedAttention } from './rankedAttention';
import type { Change } from './changes/Change';
import { unobservedResource, type DatabaseFacts } from './DatabaseFacts';
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
      .map(({ what }) => ({ state: 'attention', reason: what }));
  const [failing] = of('failing');
  if (failing) return failing;

  const { phase, reason, phaseMeaning, source } = operator;
  if (phase && phaseMeaning.type === 'unknown') {
    return {
      state: 'unknown',
      reason: withReason(providerMessage('verbatim', { text: phase }), reason),
    };
  }
  if (primaryIsLost(input, change)) {
    return {
      state: 'unknown',
      reason: message('primaryDoesNotRespond', { name: `${operator.primary}` }),
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
      reason: message('waitingForStandby', { name: down.name }),
    };
  const unobserved = unobservedResource(snapshot, facts, operator.kind);
  if (unobserved) return { state: 'unknown', reason: unobserved };
  const { ready, desired } = facts;
  if (ready < desired) {
    return {
      state: 'unknown',
      reason: message('instancesReady', { ready, desired }),
    };
  }
  if (facts.readinessKnown && !facts.primary?.ready) {
    return {
      state: 'unknown',
      reason: operator.primary
        ? message('primaryNotReady', { name: operator.primary })
        : message('primaryUnknown'),
    };
  }
  if (facts.writable === 0) {
    return {
      state: 'unknown',
      reason: message('primaryHasNoEndpoint'),
    };
  }
  return { state: 'working', reason: runningText(source, { ready, desired }) };
}

function runningText(
  source: string | undefined,
  { ready, desired }: Pick<DatabaseFacts, 'ready' | 'desired'>,
): Message {
  if (desired === 1)
    return source ? message('runningCopy', { source }) : message('running');
  return source
    ? message('runningCopyInstances', { source, ready, desired })
    : message('runningInstances', { ready, desired });
}
