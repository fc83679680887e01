import type {
  MessageParam,
  Verdict,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
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

const down = (why: MessageParam): Verdict => ({
  state: 'attention',
  reason: message('down', { why }),
});

it.each<[string, Partial<Instance>, Verdict]>([
  ['no pod', { pod: undefined }, down(message('noPod'))],
  [
    'a pod that cannot be read',
    { pod: undefined, ready: true },
    { state: 'unknown', reason: message('upAsReported') },
  ],
  [
    'a fence',
    { fenced: true },
    { state: 'changing', reason: message('downFenced') },
  ],
  [
    'a pod that is being deleted',
    { pod: podOf('orders-0', { deletedAt: 'now' }) },
    down(message('podIsStopping')),
  ],
  [
    'a pod without a node',
    { pod: podOf('orders-0', { unschedulable: 'no node fits' }) },
    down('no node fits'),
  ],
])('reports %s', (_, more, verdict) => {
  expect(byPod(more)).toEqual(verdict);
});

it('raises no alarm during a planned change', () => {
  expect(byPod({ pod: undefined }, calm, true)?.state).toBe('changing');
  expect(byPod({}, { ...calm, hibernated: true })).toEqual({
    state: 'changing',
    reason: message('downHibernated'),
  });
});

it('prefers the reason that the instance reports', () => {
  expect(verdictOfUnready(instance(), false)).toEqual(
    down(message('postgresNotReady')),
  );
  expect(verdictOfUnready(instance(), false, 'no disk')).toEqual(
    down('no disk'),
  );
  expect(down('no disk').reason.text).toBe('DOWN, no disk');
  const starting = instance({ starting: true });
  expect(verdictOfUnready(starting, false)?.state).toBe('changing');
  expect(verdictOfUnready(instance({ ready: true }), false)).toBeUndefined();
});
