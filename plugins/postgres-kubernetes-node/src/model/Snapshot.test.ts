import { isListed, lastObservedAt } from './Snapshot';

const now = new Date('2026-03-01T10:00:30Z');
const observed = '2026-03-01T10:00:00.000Z';

it('dates the cache of a kind by the last observation of the cluster', () => {
  const statuses = {
    pods: { status: 'ok', since: observed, observedAt: observed },
    backups: { status: 'pending', since: observed },
  } as const;
  expect(lastObservedAt({ statuses }, 'pods', now)).toBe(observed);
  expect(lastObservedAt({ statuses }, 'backups', now)).toBe(now);
  expect(lastObservedAt({ statuses: {} }, 'pods', now)).toBe(now);
});

it('counts a kind as listed only while its objects are read', () => {
  const statuses = {
    pods: { status: 'ok', since: observed },
    backups: { status: 'notServed', since: observed },
    clusters: { status: 'forbidden', since: observed },
  } as const;
  expect(isListed({ statuses }, 'pods')).toBe(true);
  expect(isListed({ statuses }, 'backups')).toBe(false);
  expect(isListed({ statuses }, 'clusters')).toBe(false);
  expect(isListed({ statuses: {} }, 'pods')).toBe(true);
});
