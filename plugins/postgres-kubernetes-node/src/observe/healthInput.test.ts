import { message } from '../messages';
import {
  podOf,
  shopRules,
  up,
  type Shop,
} from '../operator/__testUtils__/shop';
import { evaluationRulesOf } from '../operator/evaluationRulesOf';
import { observeSnapshot } from '../operator/observeSnapshot';
import { healthInput } from './healthInput';
import { evaluateDatabase } from './evaluateDatabase';
import { NO_PREVIOUS_STATE } from './PreviousState';

const rules = evaluationRulesOf<Shop>(shopRules, snapshot =>
  observeSnapshot(shopRules, snapshot),
);
const now = new Date('2026-03-03T10:00:00.000Z');
const health = (snapshot: Shop, previousState = NO_PREVIOUS_STATE) =>
  healthInput(rules, snapshot, now, previousState);

it('reports parts, missing rights, and that no change is in progress', () => {
  expect(health(up())).toMatchObject({
    changing: false,
    facts: { ready: 2, desired: 2 },
    parts: [{ kind: 'service', name: 'orders-rw' }],
    forbidden: [],
  });
  const statuses = { pods: { status: 'forbidden' as const, since: '' } };
  expect(health(up({}, { statuses })).forbidden).toEqual([
    {
      what: message('podsOfInstances'),
      needs: message('needsRights', {
        verbs: 'list, watch',
        resource: 'pods',
      }),
    },
  ]);
});

it('reports a change in progress, as the evaluation does', () => {
  const snapshot = up({ status: { phase: undefined } });
  const { database, previousState } = evaluateDatabase(
    rules,
    snapshot,
    now,
    NO_PREVIOUS_STATE,
  );
  expect(database.status.state).not.toBe('working');
  expect(health(snapshot, previousState).changing).toBe(true);
});

it('does not modify the previous state', () => {
  const { previousState } = evaluateDatabase(
    rules,
    up(),
    now,
    NO_PREVIOUS_STATE,
  );
  const before = JSON.stringify(previousState);
  health(
    up({}, { pods: [podOf('orders-0', { ready: false })] }),
    previousState,
  );
  expect(JSON.stringify(previousState)).toBe(before);
});
