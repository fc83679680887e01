import type { ArchiverStats } from './ArchiverStats';
import { readArchiver } from './readArchiver';

const NOW = new Date('2026-11-21T12:00:00Z');
const wal = (timeline: number, file: number, more = '') =>
  `0000000${timeline}00000000000000${file
    .toString(16)
    .padStart(2, '0')
    .toUpperCase()}${more}`;
const read = (
  answer: Partial<ArchiverStats>,
  before?: Parameters<typeof readArchiver>[2],
  now = NOW,
) =>
  readArchiver(
    {
      systemId: '1',
      timeline: 1,
      currentLsn: '0/8000060',
      currentWal: wal(1, 8),
      lastArchivedWal: wal(1, 7),
      lastArchivedAt: '2026-11-21T11:58:00Z',
      lastFailedAt: '-infinity',
      ...answer,
    },
    now,
    before,
  );
const ARCHIVED = '2026-11-21T11:58:00.000Z';

it.each<[string, object, object]>([
  ['an idle server', {}, { until: ARCHIVED, waiting: false }],
  [
    'an idle one after a backup',
    { lastArchivedWal: wal(1, 7, '.00000028.backup') },
    { until: ARCHIVED, waiting: false },
  ],
  [
    'the last file of a queue',
    {
      lastArchivedWal: `0000000100000000000000FF`,
      currentWal: `000000010000000100000000`,
    },
    { until: ARCHIVED, waiting: false },
  ],
  [
    'a server with writes',
    { currentLsn: '0/8003DC8' },
    { until: undefined, waiting: true },
  ],
  [
    'one with a pending file',
    { waitingFiles: 1 },
    { until: undefined, waiting: true },
  ],
  [
    'one that fails',
    { lastFailedAt: '2026-11-21T11:59:00Z', waitingFiles: 9 },
    { until: undefined, waiting: true, failingSince: NOW.toISOString() },
  ],
  [
    'a new primary that has archived no file of its own',
    {
      timeline: 2,
      currentWal: wal(2, 8),
      lastArchivedWal: wal(1, 7, '.partial'),
    },
    { until: undefined, waiting: true },
  ],
  [
    'one that was primary long ago',
    { timeline: 3, currentWal: wal(3, 8) },
    { until: undefined, waiting: true },
  ],
  [
    'one with a queue',
    { waitingFiles: 40 },
    { until: undefined, waiting: true },
  ],
])('%s', (_, answer, expected) => {
  expect(read(answer)).toMatchObject(expected);
});

it('keeps what the former primary had archived, of the same data only', () => {
  const before = read({});
  const successor = {
    timeline: 2,
    currentWal: wal(2, 8),
    lastArchivedWal: '',
  };
  expect(read(successor, before).until).toBe(ARCHIVED);
  expect(read({ ...successor, systemId: '2' }, before).until).toBeUndefined();
});

describe('a successor', () => {
  const before = read({});
  const successor = (file: number, more = {}) => ({
    timeline: 2,
    currentWal: wal(2, file),
    lastArchivedWal: '',
    ...more,
  });

  it('keeps the last file that the former primary had archived, of the same data only', () => {
    const after = read(successor(8), before);
    expect(after.whole?.archivedWals).toEqual([wal(1, 7)]);
    const other = read(successor(8, { systemId: '2' }), before);
    expect(other.whole?.archivedWals).toEqual([]);
    const own = read(successor(9, { lastArchivedWal: wal(2, 8) }), after);
    expect(own.whole?.archivedWals).toEqual([wal(1, 7), wal(2, 8)]);
  });

  it.each([
    ['writes the file after it', successor(8)],
    [
      'returns the file in which it took over',
      successor(40, { lastArchivedWal: wal(1, 8, '.partial') }),
    ],
  ])('proves that no file is missing if it %s', (_, answer) => {
    expect(read(answer, before)).toMatchObject({
      timeline: '00000002',
      whole: { from: '00000001' },
      earlier: [],
    });
  });

  it.each([
    ['wrote more files', successor(9)],
    [
      'took over in a later file',
      successor(9, { lastArchivedWal: wal(1, 9, '.partial') }),
    ],
    ['is not the next one', successor(8, { timeline: 3 })],
  ])('treats files as missing if it %s', (_, answer) => {
    const after = read(answer, before);
    expect(after).toMatchObject({
      whole: { from: after.timeline, since: NOW.toISOString() },
      earlier: [
        { from: '00000001', archivedWals: [wal(1, 7)], until: ARCHIVED },
      ],
    });
    expect(read(answer, after).earlier).toEqual(after.earlier);
  });

  it('does not complete the queue of the former primary with a file of its own', () => {
    const queued = read({ waitingFiles: 40, lastArchivedWal: wal(1, 3) });
    const after = read(
      successor(18, { lastArchivedWal: wal(2, 17), waitingFiles: 9 }),
      queued,
    );
    expect(after.until).toBeUndefined();
    expect(after.mark?.wal).toBe(wal(2, 18));
  });
});

it('derives from a queue what is archived, by the file that was being written', () => {
  const first = read({ waitingFiles: 40 });
  const later = new Date('2026-11-21T12:01:00Z');
  const behind = read({ waitingFiles: 40 }, first, later);
  expect(behind.until).toBeUndefined();
  const passed = {
    waitingFiles: 9,
    lastArchivedWal: wal(1, 9),
    currentWal: wal(1, 18),
  };
  // All writes to it that were observed.
  expect(read(passed, behind, later).until).toBe(later.toISOString());
});

it('keeps since when it fails', () => {
  const failing = { lastFailedAt: '2026-11-21T11:59:00Z' };
  const first = read(failing);
  const later = new Date('2026-11-21T12:05:00Z');
  expect(read(failing, first, later).failingSince).toBe(NOW.toISOString());
  expect(read({}, first, later).failingSince).toBeUndefined();
});
