import { expired } from './retention';

const now = new Date('2026-03-31T00:00:00Z');
const daysAgo = (days: number) =>
  new Date(now.getTime() - days * 24 * 3_600_000).toISOString();
type Extra = { timeline?: number; damaged?: boolean };
const backup =
  (status: 'finished' | 'failed' | 'running') =>
  (days: number, { timeline, damaged }: Extra = {}) => ({
    id: days,
    status,
    startedAt: daysAgo(days),
    timeline,
    ...(damaged && { verified: { at: daysAgo(days), ok: false } }),
  });
const good = backup('finished');
const failed = backup('failed');
const ids = (
  backups: ReturnType<typeof good>[],
  limits: { keep?: number; keepDays?: number } = {},
) =>
  expired(
    backups,
    { minimumIntervalMinutes: 0, keep: 2, keepDays: 10, ...limits },
    now,
  ).map(({ id }) => id);

it.each([
  ['the oldest beyond the count', [good(1), good(2), good(3)], [3]],
  ['none within count and age', [good(1), good(2)], []],
  ['backups older than the limit', [good(1), good(11)], [11]],
  [
    'not the newest good one, regardless of its age',
    [failed(1), good(100)],
    [],
  ],
  [
    'not the newest good one if newer ones are damaged',
    [good(1, { damaged: true }), good(11)],
    [],
  ],
  ['no running one', [backup('running')(0), good(1)], []],
  [
    'failed ones by count and age',
    [failed(1), failed(2), failed(3), good(4), failed(11)],
    [3, 11],
  ],
])('expires of dumps: %s', (_what, backups, expected) => {
  expect(ids(backups)).toEqual(expected);
});

const t = (timeline: number) => ({ timeline });
it.each([
  [
    'not the oldest in the period, despite many newer ones',
    [good(1, t(1)), good(2, t(1)), good(3, t(1)), good(9, t(1))],
    [3],
  ],
  [
    'all before the period except the last one',
    [good(1, t(1)), good(12, t(1)), good(20, t(1))],
    [20],
  ],
  [
    'not the oldest of each timeline',
    [good(1, t(2)), good(2, t(2)), good(3, t(2)), good(4, t(1)), good(5, t(1))],
    [4],
  ],
])('expires of base backups: %s', (_what, backups, expected) => {
  expect(ids(backups)).toEqual(expected);
});
