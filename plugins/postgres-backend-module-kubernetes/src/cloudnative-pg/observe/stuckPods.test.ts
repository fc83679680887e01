import { join } from 'node:path';
import { CacheReplay } from '../__testUtils__/CacheReplay';
import { idsOf } from '../__testUtils__/idsOf';
import { readRecording } from '../__testUtils__/recording';
import { message } from '../messages';

/**
 * One instance of CloudNativePG 1.30 on one node: created with a request for
 * more CPU than exists, then with an image that does not exist, then again with
 * too much CPU. The steps are attempts to repair it: a smaller request does not
 * replace the Job; the right image, a restart by annotation and a restart in
 * place do not replace the pod.
 */
const { events, steps } = readRecording(
  join(__dirname, '../__fixtures__'),
  'stuck-pods',
);
const KEY = 'shop/orders';

/** Replays up to a time after a step, with an evaluation after each event. */
function at(step: number, after: number) {
  const end = steps[step].at + after;
  const replay = new CacheReplay();
  for (const event of events.filter(each => each.at <= end)) {
    replay.apply(event);
    replay.database(KEY, new Date(event.at * 1000));
  }
  const {
    status,
    steps: creation,
    attention,
    usable,
  } = replay.database(KEY, new Date(end * 1000))!;
  const [instance] = replay.health(KEY, new Date(end * 1000))!.instances;
  const [row] = attention.filter(({ id }) => id.startsWith('pod:'));
  return {
    reported: `${status.state}: ${idsOf(status.reason)}`,
    waits: creation.find(
      ({ state }) => state !== 'done' && state !== 'pending',
    ),
    severity: row?.severity,
    nextStep: row?.nextStep,
    usable: usable.value,
    health: `${instance?.role}: ${instance && idsOf(instance.reason)}`,
  };
}

it('was recorded in this order', () => {
  expect(steps.map(({ step }) => step)).toEqual([
    'create, for more CPU than there is',
    'ask for less CPU',
    'delete the Job',
    'an image that does not exist',
    'the old image again',
    'restart: the annotation',
    'restart in place',
    'delete the pod',
    'ask for more CPU than there is',
    'ask for less CPU again',
    'delete',
    'end',
  ]);
});

it('warns about an unschedulable Job, whose step has not failed, and that a change does not replace it', () => {
  expect(at(0, 10).reported).toBe('changing: kubernetes.creatingFirstInstance');
  const placed = 'attention: kubernetes.podUnschedulable(orders-1 (initdb))';
  for (const [step, nextStep] of [
    [
      0,
      {
        id: 'cloudnativePg.thenRestart',
        params: {
          first: { id: 'kubernetes.waitForNodeOrAskForLess' },
          instance: 'orders-1',
        },
      },
    ],
    [
      1,
      message('restartForRequests', {
        instance: 'orders-1',
        resource: 'cpu',
        old: '16',
        new: '50m',
      }),
    ],
  ] as const) {
    expect(at(step, step ? 16 : 23)).toMatchObject({
      reported: placed,
      severity: 'warning',
      usable: false,
      waits: {
        id: 'instance',
        state: 'running',
        message: {
          id: 'kubernetes.withEvidence',
          params: { evidence: expect.stringContaining('Insufficient cpu') },
        },
      },
      nextStep,
      health: expect.stringMatching(
        /^primary: kubernetes\.down\(0\/1 nodes are available/,
      ),
    });
  }
  expect(at(2, 8).reported).toBe('changing: kubernetes.creatingFirstInstance');
  expect(at(2, 30)).toMatchObject({
    reported: 'working: kubernetes.running',
    usable: true,
  });
});

it('advises to restart an instance with a broken image once the image is right', () => {
  const broken = 'attention: kubernetes.podCannotPullImage(orders-1)';
  for (const [step, after] of [
    [4, 14],
    [5, 13],
    [6, 12],
  ]) {
    expect(at(step, after)).toMatchObject({
      reported: broken,
      severity: 'error',
      nextStep: message('restartForImage', {
        instance: 'orders-1',
        old: 'localhost/postgres:17-nope',
        new: 'localhost/postgres:17-user26',
      }),
    });
  }
  expect(at(7, 20)).toMatchObject({
    reported: 'working: kubernetes.running',
    usable: true,
  });
});

it('advises no restart of an instance whose pod the operator replaces by itself', () => {
  const { reported, nextStep } = at(8, 24);
  expect(reported).toBe('attention: kubernetes.podUnschedulable(orders-1)');
  expect(nextStep).toMatchObject({ id: 'kubernetes.waitForNodeOrAskForLess' });
  expect(at(9, 18)).toMatchObject({
    reported: 'working: kubernetes.running',
    usable: true,
  });
});
