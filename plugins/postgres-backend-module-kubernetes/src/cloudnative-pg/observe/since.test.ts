import {
  createSnapshot,
  aPod,
  kindStatus,
  notReady,
  NOW,
} from '../__testUtils__/createSnapshot';
import { ObservationLog } from '../__testUtils__/ObservationLog';
import { toDatabase } from './toDatabase';

const HOUR_AGO = '2026-11-21T11:00:00Z';
const time = (text: string) => new Date(text).toISOString();
const ready = (status: string) => ({
  conditions: [{ type: 'Ready', status, lastTransitionTime: HOUR_AGO }],
});
const down = { pods: [aPod('orders-1'), aPod('orders-2', notReady)] };

it("uses the operator's time after a start of Backstage", () => {
  const { status } = toDatabase(createSnapshot({ status: ready('True') }), NOW);
  expect(status).toMatchObject({ state: 'working', since: time(HOUR_AGO) });
  expect(status.sinceAtLeast).toBeUndefined();
});

it('reports "at least" if the time is not known, and keeps it', () => {
  const log = new ObservationLog();
  const snapshot = createSnapshot();
  const atLeast = { since: NOW.toISOString(), sinceAtLeast: true };
  expect(log.database(snapshot, NOW).status).toMatchObject(atLeast);
  const later = new Date(NOW.getTime() + 60_000);
  expect(log.database(snapshot, later).status).toMatchObject(atLeast);
});

it('uses its own time for a change that it observed', () => {
  const log = new ObservationLog();
  log.database(createSnapshot(), NOW);
  const later = new Date(NOW.getTime() + 1_000);
  const phase = 'Upgrading cluster';
  const { status } = log.database(createSnapshot({ status: { phase } }), later);
  expect(status).toMatchObject({
    state: 'changing',
    since: later.toISOString(),
  });
  expect(status.sinceAtLeast).toBeUndefined();
});

it('uses the time of the most severe attention', () => {
  const snapshot = createSnapshot({
    spec: { backup: { barmanObjectStore: {} } },
    status: { lastFailedBackup: HOUR_AGO },
  });
  const { status, attention } = toDatabase(snapshot, NOW);
  expect(attention[0]).toMatchObject({
    id: 'backup-failed',
    since: time(HOUR_AGO),
  });
  expect(status).toMatchObject({
    state: 'attention',
    since: time(HOUR_AGO),
  });
});

it('has had no backup since its creation', () => {
  const { attention } = toDatabase(createSnapshot(), NOW);
  expect(attention).toMatchObject([
    { id: 'no-backup', since: time('2026-11-21T09:00:00Z') },
  ]);
});

it('does not know since when a kind cannot be read that was never read', () => {
  const since = (status: object) =>
    toDatabase(
      createSnapshot(
        {},
        {
          ...down,
          statuses: { poolers: { ...kindStatus('forbidden'), ...status } },
        },
      ),
      NOW,
    ).attention.find(({ id }) => id === 'unseen');
  expect(since({})).toMatchObject({ sinceAtLeast: true });
  expect(since({ observedAt: HOUR_AGO })?.sinceAtLeast).toBeUndefined();
});
