import { message } from '../messages';
import { healthInput } from '../observe/healthInput';
import { NO_PREVIOUS_STATE } from '../observe/PreviousState';
import { podOf, shopRules, up, type Shop } from './__testUtils__/shop';
import { healthOf } from './health';
import { evaluationRulesOf } from './evaluationRulesOf';
import { observeSnapshot } from './observeSnapshot';

const now = new Date('2026-03-03T10:00:00.000Z');

function health(snapshot: Shop) {
  const observed = observeSnapshot(shopRules, snapshot);
  const rules = evaluationRulesOf(shopRules, () => observed);
  return healthOf(
    observed,
    healthInput(rules, snapshot, now, NO_PREVIOUS_STATE),
    now,
  );
}

it('reports instances with ready pods as working, with the lag of standbys', () => {
  const { instances, parts, forbidden } = health(up());
  expect(instances).toMatchObject([
    {
      name: 'orders-0',
      role: 'primary',
      state: 'working',
      reason: message('up'),
    },
    { name: 'orders-1', role: 'standby', lag: { replayBytes: 42 } },
  ]);
  expect(instances[0]).not.toHaveProperty('lag');
  expect(instances[0]).toMatchObject({
    evidence: { source: 'readiness', at: now.toISOString() },
  });
  expect(parts).toMatchObject([{ kind: 'service', name: 'orders-rw' }]);
  expect(forbidden).toEqual([]);
});

it('reports why an instance is down', () => {
  const image = { name: 'postgres', ready: false, restarts: 0 };
  const blocked = { ...image, reason: 'ImagePullBackOff' };
  const pods = [
    podOf('orders-0', { ready: false }),
    podOf('orders-1', { ready: false, containers: [blocked] }),
  ];
  expect(health(up({}, { pods })).instances).toMatchObject([
    {
      state: 'attention',
      reason: message('down', { why: message('postgresNotReady') }),
    },
    {
      state: 'attention',
      reason: {
        id: 'kubernetes.down',
        params: { why: expect.stringContaining('ImagePullBackOff') },
      },
    },
  ]);
});

it('reports nothing about pods that cannot be read, and names the right', () => {
  const statuses = { pods: { status: 'forbidden' as const, since: '' } };
  const { instances, forbidden } = health(up({}, { statuses }));
  expect(instances.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
  expect(forbidden).toMatchObject([
    {
      needs: message('needsRights', {
        verbs: 'list, watch',
        resource: 'pods',
      }),
    },
  ]);
});
