import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { TransitionTimes } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { CachedPod } from '../../model/CachedPod';
import {
  endpoint,
  podOf,
  shopRules,
  up,
} from '../../operator/__testUtils__/shop';
import { observeSnapshot } from '../../operator/observeSnapshot';
import { toPart } from '../parts/ObservedPart';
import { poolerParts, type PoolerStatus } from '../parts/poolers';
import { partAttention } from './parts';

const now = new Date('2026-03-03T10:00:00.000Z');
const minutesAgo = (minutes: number) =>
  new Date(now.getTime() - minutes * 60_000).toISOString();
const name = 'orders-pooler';
const container = { name: 'pgbouncer', ready: false, restarts: 0 };

/** Evaluates a pooler that was ready until now. */
function evaluate(
  pod: Partial<CachedPod>,
  { addresses = [] as string[], status = {} as PoolerStatus['status'] } = {},
) {
  const snapshot = up(
    {},
    {
      pods: [podOf(name, { pooler: name, ready: false, ...pod })],
      endpointSlices: [{ ...endpoint(name), readyAddresses: addresses }],
    },
  );
  const { facts } = observeSnapshot(shopRules, snapshot);
  const createdAt = '2026-03-01T10:00:00.000Z';
  const parts = poolerParts({ snapshot, facts, changing: false, now }, [
    { name, createdAt, instances: 2, paused: false, status },
  ]);
  const transitionTimes = new TransitionTimes(new TransitionTimes());
  const attention = partAttention(
    { snapshot, facts, operator: {}, now, transitionTimes },
    parts,
    { writeService: 'orders-rw', isRenewed: () => true },
  );
  return { part: toPart(parts[0]), what: attention[0]?.what };
}

it.each<[string, Partial<CachedPod>, Message | undefined]>([
  ['may be starting', {}, undefined],
  [
    'has an image that cannot be pulled',
    { containers: [{ ...container, reason: 'InvalidImageName' }] },
    message('poolerDown', { name }),
  ],
  [
    'keeps ending',
    { containers: [{ ...container, restarts: 3, reason: 'Error' }] },
    message('poolerDown', { name }),
  ],
  [
    'restarted just now',
    { containers: [{ ...container, restarts: 1, startedAt: minutesAgo(9) }] },
    message('poolerDown', { name }),
  ],
  [
    'restarted long ago',
    { containers: [{ ...container, restarts: 1, startedAt: minutesAgo(11) }] },
    undefined,
  ],
  [
    'has an init container that was repeated once',
    { containers: [{ ...container, restarts: 1, reason: 'Completed' }] },
    undefined,
  ],
])('decides at once if a pooler %s', (_, pod, what) => {
  expect(evaluate(pod).what).toEqual(what);
});

it('is only degraded while connections through it work', () => {
  const containers = [{ ...container, restarts: 1, startedAt: minutesAgo(1) }];
  const addresses = ['10.0.0.2'];
  const { part, what } = evaluate({ containers }, { addresses });
  expect(what).toEqual(message('poolerDegraded', { name }));
  expect(part).toEqual({
    kind: 'pooler',
    name,
    state: 'attention',
    reason: message('withReason', {
      what: message('poolerPartlyUp', { ready: 1, instances: 2 }),
      reason: message('poolerRestarts', { count: 1 }),
    }),
  });
});

it('quotes what the operator reports about it', () => {
  const status = { phase: 'failed', phaseReason: 'No such pool.' };
  const addresses = ['10.0.0.2', '10.0.0.3'];
  expect(evaluate({ ready: true }, { addresses, status }).part.reason).toEqual(
    message('withReason', {
      what: message('poolerNotReconciled'),
      reason: 'No such pool',
    }),
  );
});
