import { NO_PREVIOUS_STATE } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ago, NOW, snapshotFor } from '../__testUtils__/snapshotFor';
import { message } from '../messages';
import type { StatefulSetSnapshot } from '../model';
import { evaluate } from '../observe';

const [from, to] = ['orders-postgresql-0', 'orders-postgresql-1'];
const promotion = { id: 'one', from, to, at: ago(30) };

type Job = StatefulSetSnapshot['cluster']['promotionJob'];
const job = (end?: object, problem?: object) =>
  ({ id: 'one', job: 'uid', startedAt: ago(20), end, problem } as Job);

/** A database whose primary was asked to stop, and has no pod any more. */
function promoting(
  more: Partial<StatefulSetSnapshot['cluster']> = {},
  { pod = false, replicas = 0 } = {},
): StatefulSetSnapshot {
  const snapshot = snapshotFor([
    pod ? { ready: false, since: 20 } : null,
    { ready: true },
  ]);
  return {
    ...snapshot,
    cluster: { ...snapshot.cluster, promotion, ...more },
    statefulSets: snapshot.statefulSets.map(set =>
      set.name === from ? { ...set, replicas } : set,
    ),
  };
}

const show = (snapshot: StatefulSetSnapshot, now = NOW) =>
  evaluate(snapshot, now, NO_PREVIOUS_STATE).database;

it.each([
  ['stops', promoting({}, { pod: true }), message('stoppingPrimary', { from })],
  [
    'is requested',
    promoting({}, { pod: true, replicas: 1 }),
    message('stoppingPrimary', { from }),
  ],
  ['promotes', promoting(), message('promoting', { to })],
  [
    'runs its Job',
    promoting({ promotionJob: job() }),
    message('promoting', { to }),
  ],
  [
    'selects',
    promoting({ promotionJob: job({ type: 'done' }) }),
    message('promoting', { to }),
  ],
])(
  'shows a planned change while it %s: neither green nor red',
  (_, snapshot, reason) => {
    const { status, usable, attention, operations } = show(snapshot);
    expect(status).toMatchObject({ state: 'changing', reason });
    expect(usable.value).not.toBe(true);
    expect(attention.filter(({ severity }) => severity === 'error')).toEqual(
      [],
    );
    const obstacle = message('promotionRuns', { to });
    expect(operations.change).toMatchObject({ supported: true, obstacle });
    expect(operations.promote).toEqual({
      supported: true,
      reason: message('promotionStops'),
    });
  },
);

it('says what it waits for, and what to do, if it is not proven that the old primary is down', () => {
  const snapshot = promoting(
    { promotion: { ...promotion, at: ago(600) } },
    { pod: true },
  );
  const { status, attention } = show(snapshot);
  expect(status.state).toBe('attention');
  expect(attention[0]).toMatchObject({
    id: 'stop-primary',
    severity: 'error',
    what: { id: 'statefulSet.primaryNotStopped' },
    nextStep: message('stopNode', { from }),
  });
});

const said = (text: string) => Buffer.from(text).toString('base64');

it.each([
  [false, message('promoteOther', { from, to })],
  [null, message('promoteSame', { to })],
])('is an error once it has failed, promoted: %s', (promoted, nextStep) => {
  const verdict = { promoted, said: said('no') };
  const end = { type: 'failed', verdict, exitCode: 1 };
  const { status, attention } = show(promoting({ promotionJob: job(end) }));
  expect(status.state).toBe('attention');
  expect(attention).toContainEqual(
    expect.objectContaining({
      severity: 'error',
      what: message('promotionFailed', { to, said: 'no' }),
      nextStep,
    }),
  );
});

it('says why its Job does not start', () => {
  const problem = { cause: 'image', said: 'no such image' };
  const snapshot = promoting({ promotionJob: job(undefined, problem) });
  expect(show(snapshot).attention).toContainEqual(
    expect.objectContaining({
      what: message('promotionWaits', { to, said: 'no such image' }),
    }),
  );
});

it('replaces the old primary while the new one works', () => {
  const snapshot = promoting({
    primary: to,
    promotionJob: job({ type: 'done' }),
  });
  const { status } = show(snapshot);
  expect(status).toMatchObject({
    state: 'changing',
    reason: message('replacingPrimary', { from }),
  });
});

it('starts the primary again after it was cancelled', () => {
  const snapshot = promoting({ promotion: { ...promotion, to: from } });
  expect(show(snapshot).status).toMatchObject({
    state: 'changing',
    reason: message('startingPrimary', { from }),
  });
});

it('is over once the old primary is a standby', () => {
  const snapshot = promoting({ primary: to }, { pod: true, replicas: 1 });
  const { operations } = show({
    ...snapshot,
    statefulSets: snapshot.statefulSets.map(set => ({
      ...set,
      replacedBy: set.name === from ? 'one' : undefined,
    })),
  });
  expect(operations.change).not.toHaveProperty('obstacle');
});

it('is not offered for a database of a version that had no promotion', () => {
  const snapshot = snapshotFor([{ ready: true }, { ready: true }]);
  const statefulSets = snapshot.statefulSets.map(set => ({
    ...set,
    promotable: false,
  }));
  expect(show({ ...snapshot, statefulSets }).operations.promote).toEqual({
    supported: false,
    reason: message('createdBefore'),
  });
});

it('needs a standby that is ready', () => {
  expect(show(snapshotFor([{ ready: true }])).operations.promote).toMatchObject(
    {
      supported: false,
    },
  );
  expect(
    show(snapshotFor([{ ready: true }, { ready: false }])).operations.promote,
  ).toMatchObject({ supported: true, obstacle: message('noStandby') });
});
