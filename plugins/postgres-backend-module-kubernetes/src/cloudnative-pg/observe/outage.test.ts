import type { CloudNativePgSnapshot } from '../model';
import {
  createSnapshot,
  aPod,
  aSlice,
  NOW,
} from '../__testUtils__/createSnapshot';
import { idsOf } from '../__testUtils__/idsOf';
import { ObservationLog } from '../__testUtils__/ObservationLog';
import { toDatabase } from './toDatabase';

const DAY_AGO = new Date(NOW.getTime() - 86_400_000).toISOString();
const conditions = (status: string, lastTransitionTime?: string) => ({
  conditions: [{ type: 'Ready', status, lastTransitionTime }],
});
const downPod = (name: string, since?: string, state?: object) =>
  aPod(name, {
    status: {
      ...conditions('False', since),
      containerStatuses: [
        { name: 'postgres', ready: false, restartCount: 9, state },
      ],
    },
  });
const emptyServices = [aSlice('orders-rw', []), aSlice('orders-ro', [])];
const SYNCHRONOUS = {
  postgresql: {
    synchronous: { method: 'any', number: 1, dataDurability: 'required' },
  },
};
const down = [aPod('orders-1'), downPod('orders-2')];

/** The first evaluation after a start of Backstage. */
const evaluated = (snapshot: CloudNativePgSnapshot) =>
  toDatabase(snapshot, NOW);
const text = (snapshot: CloudNativePgSnapshot) =>
  JSON.stringify(evaluated(snapshot));

describe('a total outage', () => {
  const waiting = {
    status: {
      phase: 'Waiting for the instances to become active',
      ...conditions('False', DAY_AGO),
    },
  };
  const crashLoop = { waiting: { reason: 'CrashLoopBackOff' } };

  it.each<
    [
      string,
      Parameters<typeof createSnapshot>[0],
      CloudNativePgSnapshot['pods'],
    ]
  >([
    [
      'of pods that are not ready',
      waiting,
      [downPod('orders-1', DAY_AGO), downPod('orders-2', DAY_AGO)],
    ],
    [
      'of pods that report no time',
      waiting,
      [downPod('orders-1'), downPod('orders-2')],
    ],
    ['without a pod', waiting, []],
    [
      'that the operator has not noticed',
      {},
      [downPod('orders-1', DAY_AGO), downPod('orders-2', DAY_AGO)],
    ],
    [
      'in a crash loop',
      waiting,
      ['orders-1', 'orders-2'].map(name => downPod(name, DAY_AGO, crashLoop)),
    ],
  ])(
    '%s is reported from the first evaluation, with its own time',
    (_, given, pods) => {
      const snapshot = createSnapshot(given, {
        pods,
        endpointSlices: emptyServices,
      });
      const { status, attention, usable } = evaluated(snapshot);
      expect(status.state).toBe('attention');
      expect(usable.value).toBe(false);
      expect(attention).toContainEqual(
        expect.objectContaining({
          id: 'primary-down',
          severity: 'error',
          since: DAY_AGO,
          meaning: expect.objectContaining({
            id: 'provider.applicationsCannotConnect',
          }),
          what: expect.objectContaining({
            id: expect.stringMatching(
              /primary(HasNoPodNoneReady|NotReadyNorOthers)$/,
            ),
          }),
          // After a day, waiting is no advice.
          nextStep: expect.objectContaining({
            id: 'kubernetes.standbyNotPromoted',
          }),
        }),
      );
      expect(text(snapshot)).not.toContain('standbyIsDownPrimaryWorks');
    },
  );

  it('is not reported while all instances restart on request', () => {
    const now = NOW.toISOString();
    const snapshot = createSnapshot(waiting, {
      pods: [downPod('orders-1', now), downPod('orders-2', now)],
      endpointSlices: emptyServices,
    });
    expect(evaluated(snapshot).status.state).toBe('changing');
  });
});

describe('missing synchronous standbys', () => {
  it.each([
    [
      'by the default',
      { ...SYNCHRONOUS.postgresql.synchronous, dataDurability: undefined },
    ],
    ['by configuration', SYNCHRONOUS.postgresql.synchronous],
  ])('block writes, %s', (_, synchronous) => {
    const snapshot = createSnapshot(
      { spec: { postgresql: { synchronous } } },
      { pods: down },
    );
    const { status, attention, usable } = evaluated(snapshot);
    expect(status).toMatchObject({
      state: 'attention',
      reason: {
        id: 'kubernetes.synchronousStandbysMissing',
        params: { ready: 0, count: 1 },
      },
    });
    expect(attention[0]).toMatchObject({
      severity: 'error',
      meaning: { id: 'kubernetes.writesAreNotConfirmed' },
    });
    expect(usable.value).toBe(true);
    expect(text(snapshot)).not.toContain('standbyIsDownPrimaryWorks');
  });

  it.each([
    ['where they are preferred', { dataDurability: 'preferred' }],
    ['where others may confirm', { standbyNamesPost: ['outside'] }],
  ])('do not block writes, %s', (_, more) => {
    const synchronous = { ...SYNCHRONOUS.postgresql.synchronous, ...more };
    const snapshot = createSnapshot(
      { spec: { postgresql: { synchronous } } },
      { pods: down },
    );
    expect(text(snapshot)).not.toContain('synchronousStandbysMissing');
  });

  it('need no attention during a planned restart', () => {
    const log = new ObservationLog();
    const given = {
      spec: SYNCHRONOUS,
      status: { phase: 'Upgrading cluster' },
    };
    const at = (seconds: number) => {
      const { state } = log.database(
        createSnapshot(given, { pods: down }),
        new Date(NOW.getTime() + seconds * 1000),
      ).status;
      return state;
    };
    expect([at(0), at(30), at(61)]).toEqual([
      'changing',
      'changing',
      'attention',
    ]);
  });
});

it('reports a working primary only if that is observed', () => {
  const standbyDown = (
    endpointSlices: CloudNativePgSnapshot['endpointSlices'],
  ) =>
    text(
      createSnapshot(
        {},
        {
          pods: [aPod('orders-1'), downPod('orders-2', DAY_AGO)],
          endpointSlices,
        },
      ),
    );
  expect(standbyDown([aSlice('orders-rw', ['10.0.0.1'])])).toContain(
    'standbyIsDownPrimaryWorks',
  );
  expect(standbyDown([aSlice('orders-rw', [])])).not.toContain(
    'standbyIsDownPrimaryWorks',
  );
});

it('does not know whether a database with a full disk is usable', () => {
  const full = { status: { phase: 'Not enough disk space' } };
  expect(evaluated(createSnapshot(full))).toMatchObject({
    status: { state: 'attention' },
    usable: { value: null },
  });
  expect(evaluated(createSnapshot(full)).attention[0].severity).toBe('error');
  const standby = createSnapshot(full, { pods: down });
  expect(evaluated(standby).attention[0].severity).toBe('warning');
  expect(text(standby)).not.toContain('standbyIsDownPrimaryWorks');
});

describe('times that Kubernetes reports', () => {
  it.each<[string, Parameters<typeof createSnapshot>[0], string]>([
    [
      'a removal that is held for a day',
      { deletionTimestamp: DAY_AGO },
      'provider.beingRemoved',
    ],
    [
      'a switchover that began a day ago',
      {
        status: {
          phase: 'Switchover in progress',
          targetPrimary: 'orders-2',
          targetPrimaryTimestamp: DAY_AGO,
        },
      },
      'cloudnativePg.movingPrimary',
    ],
    [
      'an update that began a day ago',
      {
        status: {
          phase: 'Upgrading cluster',
          ...conditions('False', DAY_AGO),
        },
      },
      'cloudnativePg.restartingInstances',
    ],
    [
      'a request that no operator took up for hours',
      { status: { phase: undefined, currentPrimary: undefined } },
      'kubernetes.accepted',
    ],
  ])('survive a restart of Backstage: %s', (_, given, change) => {
    const { state, reason } = evaluated(createSnapshot(given)).status;
    expect(`${state}: ${idsOf(reason)}`).toBe(
      `attention: kubernetes.changeTakesLong(${change})`,
    );
  });

  it('date the failure of the primary, even after a restart of Backstage', () => {
    const snapshot = createSnapshot(
      {
        status: {
          phase: 'Failing over',
          targetPrimary: 'orders-2',
          currentPrimaryFailingSinceTimestamp: DAY_AGO,
        },
      },
      { pods: [aPod('orders-2')] },
    );
    const [row] = evaluated(snapshot).attention;
    expect(row).toMatchObject({
      id: 'failover',
      since: DAY_AGO,
      nextStep: { id: 'kubernetes.failoverTakesLong' },
    });
    expect(evaluated(snapshot).usable.value).toBe(false);
  });
});
