import { parseStatus } from '../health/instanceStatus';
import { archiverReading } from './archiverReading';

const NOW = new Date('2026-11-21T12:00:00Z');
const wal = (timeline: number, file: number, more = '') =>
  `0000000${timeline}00000000000000${file
    .toString(16)
    .padStart(2, '0')
    .toUpperCase()}${more}`;
const read = (
  answer: object,
  before?: Parameters<typeof archiverReading>[2],
  now = NOW,
) =>
  archiverReading(
    parseStatus(
      JSON.stringify({
        systemID: '1',
        timeLineID: 1,
        currentLsn: '0/8000060',
        currentWAL: wal(1, 8),
        lastArchivedWAL: wal(1, 7),
        lastArchivedWALTime: '2026-11-21T11:58:00Z',
        lastFailedWALTime: '-infinity',
        ...answer,
      }),
    ),
    now,
    before,
  );
const ARCHIVED = '2026-11-21T11:58:00.000Z';

it.each<[string, object, object]>([
  ['an idle server', {}, { until: ARCHIVED, waiting: false }],
  [
    'an idle one after a backup',
    { lastArchivedWAL: wal(1, 7, '.00000028.backup') },
    { until: ARCHIVED, waiting: false },
  ],
  [
    'the last file of a row',
    {
      lastArchivedWAL: `0000000100000000000000FF`,
      currentWAL: `000000010000000100000000`,
    },
    { until: ARCHIVED, waiting: false },
  ],
  [
    'one that writes',
    { currentLsn: '0/8003DC8' },
    { until: undefined, waiting: true },
  ],
  [
    'one with a file that waits',
    { readyWalFiles: 1 },
    { until: undefined, waiting: true },
  ],
  [
    'one that fails',
    { lastFailedWALTime: '2026-11-21T11:59:00Z', readyWalFiles: 9 },
    { until: undefined, waiting: true, failingSince: NOW.toISOString() },
  ],
  [
    'a successor that has archived nothing of its own',
    {
      timeLineID: 2,
      currentWAL: wal(2, 8),
      lastArchivedWAL: wal(1, 7, '.partial'),
    },
    { until: undefined, waiting: true },
  ],
  [
    'one that was primary long ago',
    { timeLineID: 3, currentWAL: wal(3, 8) },
    { until: undefined, waiting: true },
  ],
  [
    'one with a queue',
    { readyWalFiles: 40 },
    { until: undefined, waiting: true },
  ],
])('%s', (_, answer, expected) => {
  expect(read(answer)).toMatchObject(expected);
});

it('keeps what the predecessor had archived, of the same data alone', () => {
  const before = read({});
  const successor = {
    timeLineID: 2,
    currentWAL: wal(2, 8),
    lastArchivedWAL: '',
  };
  expect(read(successor, before).until).toBe(ARCHIVED);
  expect(read({ ...successor, systemID: '2' }, before).until).toBeUndefined();
});

describe('a successor', () => {
  const before = read({});
  const successor = (file: number, more = {}) => ({
    timeLineID: 2,
    currentWAL: wal(2, file),
    lastArchivedWAL: '',
    ...more,
  });

  it('keeps the last file that the predecessor had archived, of the same data alone', () => {
    const after = read(successor(8), before);
    expect(after.whole?.archivedWals).toEqual([wal(1, 7)]);
    const other = read(successor(8, { systemID: '2' }), before);
    expect(other.whole?.archivedWals).toEqual([]);
    const own = read(successor(9, { lastArchivedWAL: wal(2, 8) }), after);
    expect(own.whole?.archivedWals).toEqual([wal(1, 7), wal(2, 8)]);
  });

  it.each([
    ['writes the file after it', successor(8)],
    [
      'tells in which file it took over',
      successor(40, { lastArchivedWAL: wal(1, 8, '.partial') }),
    ],
  ])('knows that nothing is missing where it %s', (_, answer) => {
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
      successor(9, { lastArchivedWAL: wal(1, 9, '.partial') }),
    ],
    ['is not the next one', successor(8, { timeLineID: 3 })],
  ])('takes files for missing where it %s', (_, answer) => {
    const after = read(answer, before);
    expect(after).toMatchObject({
      whole: { from: after.timeline, since: NOW.toISOString() },
      earlier: [
        { from: '00000001', archivedWals: [wal(1, 7)], until: ARCHIVED },
      ],
    });
    expect(read(answer, after).earlier).toEqual(after.earlier);
  });

  it('does not end the queue of its predecessor by a file of its own', () => {
    const queued = read({ readyWalFiles: 40, lastArchivedWAL: wal(1, 3) });
    const after = read(
      successor(18, { lastArchivedWAL: wal(2, 17), readyWalFiles: 9 }),
      queued,
    );
    expect(after.until).toBeUndefined();
    expect(after.mark?.wal).toBe(wal(2, 18));
  });
});

it('knows of a queue what was archived by the file that was written to then', () => {
  const first = read({ readyWalFiles: 40 });
  const later = new Date('2026-11-21T12:01:00Z');
  const behind = read({ readyWalFiles: 40 }, first, later);
  expect(behind.until).toBeUndefined();
  const passed = {
    readyWalFiles: 9,
    lastArchivedWAL: wal(1, 9),
    currentWAL: wal(1, 18),
  };
  // All that was seen to be written to it.
  expect(read(passed, behind, later).until).toBe(later.toISOString());
});

it('remembers since when it fails', () => {
  const failing = { lastFailedWALTime: '2026-11-21T11:59:00Z' };
  const first = read(failing);
  const later = new Date('2026-11-21T12:05:00Z');
  expect(read(failing, first, later).failingSince).toBe(NOW.toISOString());
  expect(read({}, first, later).failingSince).toBeUndefined();
});
