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

/** One observation, and how long it is after the previous one. */
const observation = fc.record({
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
type Observation = typeof observation extends fc.Arbitrary<infer T> ? T : never;

function snapshotOf(of: Observation): CloudNativePgSnapshot {
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

/** Evaluates a sequence; `between` gets the previous state before each evaluation. */
function play(
  sequence: Observation[],
  between: (
    previousState: PreviousState,
    snapshot: CloudNativePgSnapshot,
    now: Date,
  ) => void = () => {},
): Array<Evaluation<PreviousState> & { of: Observation }> {
  let previousState = NO_PREVIOUS_STATE;
  let now = NOW;
  return sequence.map(of => {
    const snapshot = snapshotOf(of);
    now = new Date(now.getTime() + of.afterMs);
    between(previousState, snapshot, now);
    const evaluation = evaluate(snapshot, now, previousState);
    previousState = evaluation.previousState;
    return { ...evaluation, of };
  });
}

const anySequence = (property: (sequence: Observation[]) => void) =>
  fc.assert(fc.property(fc.array(observation, { maxLength: 8 }), property), {
    numRuns: 300,
    seed: 20261126,
  });

it('does not depend on how often it is evaluated, nor on reads of section health', () => {
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

it('drops the plan as soon as a primary fails or every instance is ready', () => {
  let [failures, ends] = [0, 0];
  anySequence(sequence => {
    const evaluations = play(sequence);
    const failed = evaluations.filter(
      ({ of, previousState }) => previousState.ongoing.failover && !of.asleep,
    );
    const well = evaluations.filter(
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

it('reports a switchover as a failover only if a failover began it', () => {
  anySequence(sequence => {
    const evaluations = play(sequence);
    const wasFailover = [
      false,
      ...evaluations.map(({ previousState }) => previousState.ongoing.failover),
    ];
    evaluations.forEach(({ of, previousState }, index) => {
      const isSwitchover =
        of.phase === 'Switchover in progress' && of.targetPrimary !== 'pending';
      expect(isSwitchover && previousState.ongoing.failover).toBe(
        isSwitchover && wasFailover[index],
      );
    });
  });
});
