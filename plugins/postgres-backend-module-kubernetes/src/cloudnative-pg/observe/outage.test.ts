import type { CloudNativePgSnapshot } from '../model';
import {
  createSnapshot,
  aPod,
  aSlice,
  NOW,
} from '../__testUtils__/createSnapshot';
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

/** What a Backstage says that has just started. */
const firstLook = (snapshot: CloudNativePgSnapshot) =>
  toDatabase(snapshot, NOW);
const words = (snapshot: CloudNativePgSnapshot) =>
  JSON.stringify(firstLook(snapshot));

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
      'of pods that tell no time',
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
    '%s is one from the first look on, since its own time',
    (_, given, pods) => {
      const snapshot = createSnapshot(given, {
        pods,
        endpointSlices: emptyServices,
      });
      const { status, attention, usable } = firstLook(snapshot);
      expect(status.state).toBe('attention');
      expect(usable.value).toBe(false);
      expect(attention).toContainEqual(
        expect.objectContaining({
          id: 'primary-down',
          severity: 'error',
          since: DAY_AGO,
          meaning: expect.objectContaining({
            id: 'kubernetes.applicationsCannotConnect',
          }),
          what: expect.objectContaining({
            id: expect.stringMatching(
              /primary(HasNoPodNoneReady|NotReadyNorOthers)$/,
            ),
          }),
          // For a day nobody was helped by waiting.
          nextStep: expect.objectContaining({
            id: 'kubernetes.standbyNotPromoted',
          }),
        }),
      );
      expect(words(snapshot)).not.toContain('standbyIsDownPrimaryWorks');
    },
  );

  it('is none while all are started again on purpose', () => {
    const now = NOW.toISOString();
    const snapshot = createSnapshot(waiting, {
      pods: [downPod('orders-1', now), downPod('orders-2', now)],
      endpointSlices: emptyServices,
    });
    expect(firstLook(snapshot).status.state).toBe('changing');
  });
});

describe('synchronous standbys that are gone', () => {
  it.each([
    [
      'by the default',
      { ...SYNCHRONOUS.postgresql.synchronous, dataDurability: undefined },
    ],
    ['by order', SYNCHRONOUS.postgresql.synchronous],
  ])('keep writes waiting, %s', (_, synchronous) => {
    const snapshot = createSnapshot(
      { spec: { postgresql: { synchronous } } },
      { pods: down },
    );
    const { status, attention, usable } = firstLook(snapshot);
    expect(`${status.state}: ${status.reason}`).toBe(
      'attention: Writes wait: 0 of 1 required synchronous standby is ready (dataDurability: required)',
    );
    expect(attention[0]).toMatchObject({
      severity: 'error',
      meaning: { id: 'kubernetes.writesAreNotConfirmed' },
    });
    expect(usable.value).toBe(true);
    expect(words(snapshot)).not.toContain('standbyIsDownPrimaryWorks');
  });

  it.each([
    ['where they are preferred', { dataDurability: 'preferred' }],
    ['where others may confirm', { standbyNamesPost: ['outside'] }],
  ])('do not, %s', (_, more) => {
    const synchronous = { ...SYNCHRONOUS.postgresql.synchronous, ...more };
    const snapshot = createSnapshot(
      { spec: { postgresql: { synchronous } } },
      { pods: down },
    );
    expect(words(snapshot)).not.toContain('Writes wait');
  });

  it('are away for a moment in a planned restart', () => {
    const looks = new ObservationLog();
    const given = {
      spec: SYNCHRONOUS,
      status: { phase: 'Upgrading cluster' },
    };
    const at = (seconds: number) => {
      const { state } = looks.database(
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

it('says that the primary works only where that is seen', () => {
  const standbyDown = (
    endpointSlices: CloudNativePgSnapshot['endpointSlices'],
  ) =>
    words(
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

it('does not know whether a database with a full disk can be used', () => {
  const full = { status: { phase: 'Not enough disk space' } };
  expect(firstLook(createSnapshot(full))).toMatchObject({
    status: { state: 'attention' },
    usable: { value: null },
  });
  expect(firstLook(createSnapshot(full)).attention[0].severity).toBe('error');
  const standby = createSnapshot(full, { pods: down });
  expect(firstLook(standby).attention[0].severity).toBe('warning');
  expect(words(standby)).not.toContain('standbyIsDownPrimaryWorks');
});

describe('times that Kubernetes tells', () => {
  it.each<[string, Parameters<typeof createSnapshot>[0], string]>([
    [
      'a removal that is held for a day',
      { deletionTimestamp: DAY_AGO },
      'A change takes longer than expected: It is being removed',
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
      'A change takes longer than expected: Moving the primary',
    ],
    [
      'an update that began a day ago',
      {
        status: {
          phase: 'Upgrading cluster',
          ...conditions('False', DAY_AGO),
        },
      },
      'A change takes longer than expected: Restarting instances',
    ],
    [
      'a request that no operator took up for hours',
      { status: { phase: undefined, currentPrimary: undefined } },
      'A change takes longer than expected: Accepted',
    ],
  ])('survive a restart of Backstage: %s', (_, given, expected) => {
    const { state, reason } = firstLook(createSnapshot(given)).status;
    expect(`${state}: ${reason}`).toContain(`attention: ${expected}`);
  });

  it('tell since when the primary fails, however often Backstage starts', () => {
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
    const [row] = firstLook(snapshot).attention;
    expect(row).toMatchObject({
      id: 'failover',
      since: DAY_AGO,
      nextStep: { id: 'kubernetes.failoverTakesLong' },
    });
    expect(firstLook(snapshot).usable.value).toBe(false);
  });
});
