import { lastObservedAt } from './Snapshot';

const now = new Date('2026-03-01T10:00:30Z');
const heard = '2026-03-01T10:00:00.000Z';

it('dates the cache of a kind by the last observation of the cluster', () => {
  const statuses = {
    pods: { status: 'ok', since: heard, observedAt: heard },
    backups: { status: 'pending', since: heard },
  } as const;
  expect(lastObservedAt({ statuses }, 'pods', now)).toBe(heard);
  expect(lastObservedAt({ statuses }, 'backups', now)).toBe(now);
  expect(lastObservedAt({ statuses: {} }, 'pods', now)).toBe(now);
});
