import { podOf } from '../operator/__testUtils__/shop';
import { verdictOfPod, verdictOfUnready } from './downInstance';
import type { Instance, InstanceFacts } from './Instance';

const calm: InstanceFacts = {
  instances: [],
  jobs: [],
  desired: 1,
  ready: 0,
  hibernated: false,
};
const instance = (more: Partial<Instance> = {}): Instance => ({
  name: 'orders-0',
  primary: true,
  fenced: false,
  role: 'primary',
  ready: false,
  pod: podOf('orders-0', { ready: false }),
  ...more,
});
const byPod = (more: Partial<Instance>, facts = calm, changing = false) =>
  verdictOfPod(instance(more), { facts, changing });

it('is undefined for a pod that runs', () => {
  expect(byPod({})).toBeUndefined();
});

it.each<[string, Partial<Instance>, string]>([
  ['no pod', { pod: undefined }, 'attention: DOWN, it has no pod'],
  [
    'a pod that cannot be read',
    { pod: undefined, ready: true },
    'unknown: UP, as the operator reports; its pod cannot be read',
  ],
  [
    'a fence',
    { fenced: true },
    'changing: DOWN, fenced: PostgreSQL is stopped on purpose',
  ],
  [
    'a pod that is being deleted',
    { pod: podOf('orders-0', { deletedAt: 'now' }) },
    'attention: DOWN, its pod is being stopped',
  ],
  [
    'a pod without a node',
    { pod: podOf('orders-0', { unschedulable: 'no node fits' }) },
    'attention: DOWN, no node fits',
  ],
])('reports %s', (_, more, text) => {
  const { state, reason } = byPod(more)!;
  expect(`${state}: ${reason}`).toBe(text);
});

it('raises no alarm during a planned change', () => {
  expect(byPod({ pod: undefined }, calm, true)?.state).toBe('changing');
  expect(byPod({}, { ...calm, hibernated: true })).toEqual({
    state: 'changing',
    reason: 'DOWN, hibernated',
  });
});

it('prefers the reason that the instance reports', () => {
  expect(verdictOfUnready(instance(), false)).toEqual({
    state: 'attention',
    reason: 'DOWN, PostgreSQL is not ready',
  });
  expect(verdictOfUnready(instance(), false, 'no disk')?.reason).toBe(
    'DOWN, no disk',
  );
  const starting = instance({ starting: true });
  expect(verdictOfUnready(starting, false)?.state).toBe('changing');
  expect(verdictOfUnready(instance({ ready: true }), false)).toBeUndefined();
});
