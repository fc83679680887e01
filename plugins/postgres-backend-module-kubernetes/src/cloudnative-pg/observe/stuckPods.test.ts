import { join } from 'node:path';
import { CacheReplay } from '../__testUtils__/CacheReplay';
import { readRecording } from '../__testUtils__/recording';
import { message } from '../messages';

/**
 * One instance of CloudNativePG 1.30 on one node: made for more CPU than there
 * is, then with an image that does not exist, then again for too much CPU. What
 * was tried in order to mend it is told by its steps: a smaller request does
 * not replace a Job, nor the right image, *Restart* by annotation or in place a pod.
 */
const { events, steps } = readRecording(
  join(__dirname, '../__fixtures__'),
  'stuck-pods',
);
const KEY = 'shop/orders';

/** Played as Backstage sees it, with a look at each of its deadlines. */
function at(step: number, after: number) {
  const end = steps[step].at + after;
  const replay = new CacheReplay();
  for (const event of events.filter(each => each.at <= end)) {
    replay.apply(event);
    replay.database(KEY, new Date(event.at * 1000));
  }
  const {
    status,
    steps: way,
    attention,
    usable,
  } = replay.database(KEY, new Date(end * 1000))!;
  const [instance] = replay.health(KEY, new Date(end * 1000))!.instances;
  const [row] = attention.filter(({ id }) => id.startsWith('pod:'));
  return {
    told: `${status.state}: ${status.reason}`,
    waits: way.find(({ state }) => state !== 'done' && state !== 'pending'),
    severity: row?.severity,
    nextStep: row?.nextStep,
    usable: usable.value,
    health: `${instance?.role}: ${instance?.reason}`,
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

it('warns of a Job that finds no node, which is no failed step, and tells that a change does not replace it', () => {
  expect(at(0, 10).told).toBe('changing: Creating the first instance');
  const placed =
    'attention: Instance orders-1 (initdb) cannot be scheduled on a node';
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
      told: placed,
      severity: 'warning',
      usable: false,
      waits: {
        id: 'instance',
        state: 'running',
        message: expect.stringContaining('Insufficient cpu'),
      },
      nextStep,
      health: expect.stringMatching(/^primary: DOWN, 0\/1 nodes are available/),
    });
  }
  expect(at(2, 8).told).toBe('changing: Creating the first instance');
  expect(at(2, 30)).toMatchObject({ told: 'working: Running', usable: true });
});

it('says what brings back an instance with a broken image, and another thing once the image is right', () => {
  const broken = /^attention: Instance orders-1 cannot pull its image$/;
  for (const [step, after] of [
    [4, 14],
    [5, 13],
    [6, 12],
  ]) {
    expect(at(step, after)).toMatchObject({
      told: expect.stringMatching(broken),
      severity: 'error',
      nextStep: message('restartForImage', {
        instance: 'orders-1',
        old: 'localhost/postgres:17-nope',
        new: 'localhost/postgres:17-user26',
      }),
    });
  }
  expect(at(7, 20)).toMatchObject({ told: 'working: Running', usable: true });
});

it('leaves an instance alone whose pod the operator replaces by itself', () => {
  const { told, nextStep } = at(8, 24);
  expect(told).toBe(
    'attention: Instance orders-1 cannot be scheduled on a node',
  );
  expect(nextStep).toMatchObject({ id: 'kubernetes.waitForNodeOrAskForLess' });
  expect(at(9, 18)).toMatchObject({ told: 'working: Running', usable: true });
});
