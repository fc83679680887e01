import fc from 'fast-check';
import {
  NO_PREVIOUS_STATE,
  type Evaluation,
  type PreviousState,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { CloudNativePgSnapshot } from '../model';
import {
  createSnapshot,
  aPod,
  notReady,
  NOW,
} from '../__testUtils__/createSnapshot';
import { healthOf } from './health/readHealth';
import { evaluate } from './toDatabase';

const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

/** One look: so long after the one before, and what is seen then. */
const seen = fc.record({
  afterMs: fc.integer({ min: 0, max: 400_000 }),
  phase: fc.constantFrom(
    undefined,
    'Setting up primary',
    'Creating a new replica',
    ...Array<string>(4).fill('Cluster in healthy state'),
    'Waiting for the instances to become active',
    'Switchover in progress',
    'Failing over',
    'Upgrading cluster',
    'Primary instance is being restarted in-place',
    'Not enough disk space',
    'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
    'A phase of the future',
  ),
  currentPrimary: mostly('orders-1', 'orders-2', undefined),
  targetPrimary: mostly('orders-1', 'orders-2', 'pending', undefined),
  ready: fc.tuple(mostly(true, false), mostly(true, false)),
  generation: mostly(1, 2, 3),
  fenced: mostly('[]', '["orders-1"]', '["*"]'),
  asleep: mostly(false, true),
  restartedAt: mostly(undefined, NOW.toISOString()),
});
type Seen = typeof seen extends fc.Arbitrary<infer T> ? T : never;

function foundIn(of: Seen): CloudNativePgSnapshot {
  const { phase, currentPrimary, targetPrimary, generation } = of;
  return createSnapshot(
    {
      generation,
      status: { phase, currentPrimary, targetPrimary },
      annotations: {
        'cnpg.io/fencedInstances': of.fenced,
        ...(of.asleep && { 'cnpg.io/hibernation': 'on' }),
        ...(of.restartedAt && {
          'kubectl.kubernetes.io/restartedAt': of.restartedAt,
        }),
      },
    },
    {
      pods: of.ready.map((up, index) =>
        aPod(`orders-${index + 1}`, up ? {} : notReady),
      ),
    },
  );
}

/** What is told of a sequence; `between` sees each look's past before the next one. */
function play(
  sequence: Seen[],
  between: (
    previousState: PreviousState,
    snapshot: CloudNativePgSnapshot,
    now: Date,
  ) => void = () => {},
): Array<Evaluation<PreviousState> & { of: Seen }> {
  let previousState = NO_PREVIOUS_STATE;
  let now = NOW;
  return sequence.map(of => {
    const snapshot = foundIn(of);
    now = new Date(now.getTime() + of.afterMs);
    between(previousState, snapshot, now);
    const told = evaluate(snapshot, now, previousState);
    previousState = told.previousState;
    return { ...told, of };
  });
}

const anySequence = (property: (sequence: Seen[]) => void) =>
  fc.assert(fc.property(fc.array(seen, { maxLength: 8 }), property), {
    numRuns: 300,
    seed: 20261126,
  });

it('is the same however often it is looked at, and whoever reads the health in between', () => {
  anySequence(sequence => {
    const once = play(sequence);
    const again = play(sequence, (previousState, snapshot, now) => {
      evaluate(snapshot, new Date(now.getTime() + 1), previousState);
      healthOf(snapshot, new Map(), now, previousState);
      evaluate(snapshot, now, previousState);
    });
    expect(again.map(({ database }) => database)).toEqual(
      once.map(({ database }) => database),
    );
  });
});

it('forgets what was planned once a primary fails, and once every instance is ready', () => {
  let [failures, ends] = [0, 0];
  anySequence(sequence => {
    const told = play(sequence);
    const failed = told.filter(
      ({ of, previousState }) => previousState.ongoing.failover && !of.asleep,
    );
    const well = told.filter(
      ({ database }) => database.status.state === 'working',
    );
    failures += failed.length;
    ends += well.length;
    for (const { previousState } of [...failed, ...well])
      expect(previousState.ongoing.plan).toBeUndefined();
    for (const { database } of failed)
      expect(database.status.state).not.toBe('changing');
  });
  expect(failures).toBeGreaterThan(50);
  expect(ends).toBeGreaterThan(10);
});

it('calls a switchover a failure only where one began it', () => {
  anySequence(sequence => {
    const told = play(sequence);
    const wasFailover = [
      false,
      ...told.map(({ previousState }) => previousState.ongoing.failover),
    ];
    told.forEach(({ of, previousState }, index) => {
      const isSwitchover =
        of.phase === 'Switchover in progress' && of.targetPrimary !== 'pending';
      expect(isSwitchover && previousState.ongoing.failover).toBe(
        isSwitchover && wasFailover[index],
      );
    });
  });
});
