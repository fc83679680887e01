import type { CloudNativePgSnapshot } from '../model';
import {
  createSnapshot,
  aPart,
  aPod,
  NOW,
  notReady,
} from '../__testUtils__/createSnapshot';
import { idsOf } from '../__testUtils__/idsOf';
import { ObservationLog } from '../__testUtils__/ObservationLog';
import { toDatabase } from './toDatabase';

/** A database that is evaluated repeatedly, for the directory and for section health. */
function watched() {
  const log = new ObservationLog();
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  return {
    state: (seconds: number, snapshot: CloudNativePgSnapshot) => {
      const { status, usable } = log.database(snapshot, at(seconds));
      return [
        status.state,
        idsOf(status.reason),
        usable.value ?? undefined,
      ].join(', ');
    },
    /** Section health of the instances, given the status that their managers report. */
    instances: (
      seconds: number,
      snapshot: CloudNativePgSnapshot,
      reported: Record<
        string,
        { isPrimary?: boolean; mightBeUnavailable?: boolean }
      > = {},
    ) => {
      const probes = new Map(
        Object.entries(reported).map(([name, status]) => [
          name,
          { status: status as never, at: at(seconds) },
        ]),
      );
      const { instances } = log.health(snapshot, at(seconds), probes);
      return instances.map(
        ({ name, role, state }) => `${name} ${role} ${state}`,
      );
    },
  };
}

const well = createSnapshot();
const fence = (name: string) =>
  createSnapshot({
    annotations: { 'cnpg.io/fencedInstances': `["${name}"]` },
  });
const up = { isPrimary: true, mightBeUnavailable: false };
const down = { isPrimary: false, mightBeUnavailable: true };
const readySince = (seconds: number) =>
  aPod('orders-2', {
    status: {
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          lastTransitionTime: new Date(
            NOW.getTime() + seconds * 1000,
          ).toISOString(),
        },
      ],
    },
  });

describe('a lifted fence', () => {
  it('is not green before the pod is ready again', () => {
    const { state, instances } = watched();
    state(0, fence('orders-2'));
    expect(state(10, well)).toMatch(
      /^changing, kubernetes\.planWaitsForRestarted\(kubernetes\.liftingFence, orders-2\)/,
    );
    expect(instances(10, well)[1]).toBe('orders-2 standby changing');
    const starts = createSnapshot(
      {},
      { pods: [aPod('orders-1'), aPod('orders-2', notReady)] },
    );
    expect(state(11, starts)).toMatch(
      /^changing, kubernetes\.planWithReady\(kubernetes\.liftingFence, /,
    );
    const back = createSnapshot(
      {},
      { pods: [aPod('orders-1'), readySince(19)] },
    );
    expect(state(19, back)).toMatch(/^working/);
  });

  it('is not green by a pod that stayed ready, until its probe has run', () => {
    const { state } = watched();
    state(0, fence('orders-2'));
    const snapshot = createSnapshot(
      {},
      { pods: [aPod('orders-1'), readySince(-60)] },
    );
    expect(state(10, snapshot)).toMatch(/^changing/);
    expect(state(39, snapshot)).toMatch(/^changing/);
    expect(state(40, snapshot)).toMatch(/^working/);
  });

  it('is green as soon as the instance reports that it runs', () => {
    const { state, instances } = watched();
    state(0, fence('orders-2'));
    state(10, well);
    instances(12, well, { 'orders-2': { ...up, isPrimary: false } });
    expect(state(12, well)).toMatch(/^working/);
  });

  it('of the primary is neither usable nor failed', () => {
    const { state, instances } = watched();
    state(0, fence('orders-1'));
    expect(instances(5, fence('orders-1'), { 'orders-1': down })[0]).toBe(
      'orders-1 primary changing',
    );
    expect(state(10, well)).toMatch(
      /^changing, kubernetes\.planWaitsForRestarted\(kubernetes\.liftingFence, .*, $/,
    );
  });
});

describe('headline and health agree', () => {
  it('while PostgreSQL is restarted in a pod that is ready', () => {
    const { state, instances } = watched();
    const phase = 'Primary instance is being restarted in-place';
    expect(state(0, createSnapshot({ status: { phase } }))).toMatch(
      /^changing/,
    );
    expect(state(5, well)).toMatch(/^working/);
    expect(instances(6, well, { 'orders-1': down })[0]).toBe(
      'orders-1 primary changing',
    );
    expect(state(6, well)).toMatch(/^changing/);
    instances(9, well, { 'orders-1': up });
    expect(state(9, well)).toMatch(/^working/);
  });

  it('if PostgreSQL is down in a ready pod without a request', () => {
    const { state, instances } = watched();
    state(0, well);
    expect(instances(1, well, { 'orders-1': down })[0]).toBe(
      'orders-1 primary attention',
    );
    expect(state(1, well)).toMatch(
      /^unknown, kubernetes\.primaryDoesNotRespond\(orders-1\), false$/,
    );
    expect(state(3, well)).toMatch(
      /^attention, kubernetes\.primary\w+\(orders-1/,
    );
  });
});

it('reports a requested restart immediately, and no longer than the operator may take', () => {
  const { state } = watched();
  const requested = (status = {}) =>
    createSnapshot({
      annotations: { 'kubectl.kubernetes.io/restartedAt': NOW.toISOString() },
      status,
    });
  expect(state(0, requested())).toMatch(
    /^changing, kubernetes\.restartRequested/,
  );
  expect(state(1, requested({ phase: 'Upgrading cluster' }))).toMatch(
    /^changing/,
  );
  expect(state(20, requested())).toMatch(/^working/);
  // After a start of Backstage, it is not known whether the restart happened.
  expect(watched().state(121, requested())).toMatch(/^working/);
});

it('does not report the first instance as a standby before its promotion', () => {
  const snapshot = createSnapshot(
    {
      status: {
        phase: 'Waiting for the instances to become active',
        currentPrimary: undefined,
        targetPrimary: 'orders-1',
        instanceNames: ['orders-1'],
      },
    },
    { pods: [aPod('orders-1', notReady)] },
  );
  expect(watched().instances(0, snapshot)).toEqual([
    'orders-1 primary changing',
  ]);
});

it('distinguishes a standby that was lost with its volumes from one that is added', () => {
  const { state } = watched();
  state(0, well);
  const lost = createSnapshot(
    { status: { instanceNames: ['orders-1'] } },
    { pods: [aPod('orders-1')] },
  );
  expect(state(1, lost)).toMatch(/^changing, kubernetes\.instanceMissing/);
  const grown = createSnapshot({ spec: { instances: 3 } });
  expect(state(2, grown)).toMatch(/^changing, kubernetes\.addingInstance/);
});

it('does not finish the step copies while one is missing, even with a backup', () => {
  const snapshot = createSnapshot(
    {
      status: { phase: 'Creating a new replica', instanceNames: ['orders-1'] },
    },
    {
      pods: [aPod('orders-1')],
      backups: [
        aPart('backups', 'first', {
          spec: { cluster: { name: 'orders' }, method: 'barmanObjectStore' },
          status: {
            phase: 'completed',
            startedAt: NOW.toISOString(),
            stoppedAt: NOW.toISOString(),
          },
        }),
      ],
    },
  );
  const { steps } = toDatabase(snapshot, NOW);
  expect(steps.find(({ id }) => id === 'copies')).toMatchObject({
    title: { id: 'kubernetes.standbysReady', params: { ready: 1, desired: 2 } },
    state: 'running',
  });
});

it('reports that applications can connect once a standby has taken over', () => {
  const { usable, attention } = toDatabase(
    createSnapshot(
      {
        status: {
          phase: 'Failing over',
          currentPrimary: 'orders-2',
          targetPrimary: 'orders-2',
        },
      },
      { pods: [aPod('orders-2')] },
    ),
    NOW,
  );
  expect(usable.value).toBe(true);
  expect(attention[0].meaning.id).toBe(
    'kubernetes.applicationsCanConnectAgain',
  );
});
