import type { ArchiverReading } from './ArchiverReading';
import { readArchiver } from './readArchiver';
import type { PrimaryReport } from './walRanges';

const at = (time: string) => `2026-11-26T${time}Z`;
const wal = (timeline: number, file: string, more = '') =>
  `0000000${timeline.toString(16).toUpperCase()}00000000000000${file}${more}`;

interface Answer extends PrimaryReport {
  timeline: number;
  archived: string;
  archivedAt: string;
  current: string;
  ready?: number;
}

/** Responses one after another, by their time. */
function read(
  answers: Record<string, Answer>,
  before?: ArchiverReading,
): ArchiverReading {
  return Object.entries(answers).reduce<ArchiverReading | undefined>(
    (
      known,
      [time, { timeline, archived, archivedAt, current, ready, ...told }],
    ) =>
      readArchiver(
        {
          systemId: '7712374779047755796',
          timeline,
          lastArchivedWal: archived,
          lastArchivedAt: at(archivedAt),
          currentWal: wal(timeline, current),
          currentLsn: `0/${current}2B4E30`,
          waitingFiles: ready,
        },
        new Date(at(time)),
        known,
        told,
      ),
    before,
  )!;
}

/** Recorded from CloudNativePG 1.30: three instances that write all the time. */
describe('the operator', () => {
  const one: Record<string, Answer> = {
    '07:17:42.000': {
      ...{ timeline: 1, archived: wal(1, '0F'), archivedAt: '07:17:34.121204' },
      ...{ current: '10', primary: 'orders-1' },
    },
    '07:17:48.000': {
      ...{ timeline: 1, archived: wal(1, '10'), archivedAt: '07:17:46.029493' },
      ...{ current: '11', primary: 'orders-1' },
    },
    '07:18:57.000': {
      ...{ timeline: 1, archived: wal(1, '10'), archivedAt: '07:17:46.029493' },
      ...{ current: '13', ready: 2, primary: 'orders-1' },
    },
  };
  const two: Record<string, Answer> = {
    '07:19:51.000': {
      ...{ timeline: 2, archived: wal(1, '14', '.partial') },
      ...{ archivedAt: '07:19:50.928634', current: '15', ready: 1 },
      ...{ primary: 'orders-2', promotedAt: at('07:19:47.896') },
    },
    '07:19:56.000': {
      ...{ timeline: 2, archived: wal(2, '14'), archivedAt: '07:19:52.148888' },
      ...{ current: '15', primary: 'orders-2' },
      promotedAt: at('07:19:47.896'),
    },
  };

  it('copies a file for longer than it takes to write more', () => {
    // The last commit in file 10 was of 07:17:44.646: a restore to 07:17:45.5 never ended.
    expect(read(one).until).toBe(at('07:17:42.000'));
  });

  it('loses files with the volume of a primary, which a new volume does not restore', () => {
    const lost = {
      timeline: '00000002',
      whole: {
        from: '00000002',
        since: at('07:19:47.896'),
        archivedWals: [wal(2, '14')],
      },
      earlier: [
        {
          from: '00000001',
          archivedWals: [wal(1, '10')],
          until: at('07:17:42.000'),
        },
      ],
    };
    const after = read({ ...one, ...two });
    expect(after).toMatchObject(lost);
    const joined = { 'orders-1': at('07:19:47.000') };
    const later = {
      '07:24:12.000': {
        ...{ timeline: 2, archived: wal(2, '14'), primary: 'orders-2' },
        ...{ archivedAt: '07:19:52.148888', current: '15' },
        standbys: new Map(Object.entries(joined)),
      },
    };
    expect(read(later, after)).toMatchObject(lost);
  });

  const volumes = new Map([
    ['orders-1', at('07:19:47.000')],
    ['orders-2', at('07:13:25.000')],
    ['orders-3', at('07:13:44.000')],
  ]);
  const standbys = (...names: string[]) =>
    new Map(names.map(name => [name, volumes.get(name)!]));

  it.each<[string, Record<string, Answer>, Answer, string]>([
    [
      'archives the rest while a switchover stops the primary',
      {
        '07:24:12.000': {
          ...{ timeline: 2, archived: wal(2, '22'), primary: 'orders-2' },
          ...{ archivedAt: '07:23:46.719215', current: '23' },
        },
        '07:24:23.000': {
          ...{ timeline: 2, archived: wal(2, '23'), primary: 'orders-2' },
          ...{ archivedAt: '07:24:14.903302', current: '24' },
        },
        '07:24:39.000': {
          ...{ timeline: 3, archived: wal(2, '25', '.partial') },
          ...{ archivedAt: '07:24:36.957639', current: '25' },
          ...{ primary: 'orders-1', standbys: standbys('orders-3') },
        },
      },
      {
        ...{ timeline: 3, archived: wal(2, '25', '.partial') },
        ...{ archivedAt: '07:24:36.957639', current: '25' },
        ...{ primary: 'orders-1', standbys: standbys('orders-2', 'orders-3') },
      },
      '07:24:12.000',
    ],
    [
      'archives the rest before a primary that was killed comes back as a standby',
      {
        '07:25:18.000': {
          ...{ timeline: 3, archived: wal(3, '25'), primary: 'orders-1' },
          ...{ archivedAt: '07:25:05.476843', current: '26' },
        },
        '07:26:44.000': {
          ...{ timeline: 3, archived: wal(3, '26'), primary: 'orders-1' },
          ...{ archivedAt: '07:25:33.350781', current: '2B', ready: 4 },
        },
        '07:27:17.000': {
          ...{ timeline: 4, archived: wal(3, '2B', '.partial') },
          ...{ archivedAt: '07:27:13.148003', current: '2B' },
          ...{ primary: 'orders-2', standbys: standbys('orders-3') },
        },
      },
      {
        ...{ timeline: 4, archived: wal(4, '2B'), current: '2C' },
        archivedAt: '07:27:32.893485',
        ...{ primary: 'orders-2', standbys: standbys('orders-1', 'orders-3') },
      },
      '07:27:17.000',
    ],
  ])('%s', (_, answers, returned, until) => {
    const before = read(answers);
    const [from] = Object.values(answers).map(({ timeline }) => timeline);
    expect(before.earlier).toHaveLength(1);
    expect(read({ '07:29:00.000': returned }, before)).toMatchObject({
      whole: { from: `0000000${from}` },
      earlier: [],
      until: at(until),
    });
  });

  it('proves nothing for one that was primary in between and was not queried', () => {
    const back = read(
      {
        '07:24:12.000': {
          ...{ timeline: 4, archived: wal(4, '30'), current: '31' },
          ...{ archivedAt: '07:24:10', primary: 'orders-2' },
          standbys: standbys('orders-1'),
        },
      },
      read({
        '07:20:00.000': {
          ...{ timeline: 2, archived: wal(2, '14'), current: '15' },
          ...{ archivedAt: '07:19:52', primary: 'orders-1' },
        },
      }),
    );
    expect(back.earlier).toHaveLength(1);
  });
});

it('no range spans a time without archiving', () => {
  const answer = (archived: string, current: string, off = false): Answer => ({
    ...{ timeline: 1, archived: wal(1, archived), current, off },
    archivedAt: `07:0${archived.at(-1)}:00`,
    primary: 'orders-1',
  });
  const until = at('07:02:00.000');
  const earlier = [{ from: '00000001', archivedWals: [wal(1, '02')], until }];
  const off = read({
    '07:02:00.000': answer('01', '02'),
    '07:03:00.000': answer('02', '03'),
    '07:04:00.000': answer('02', '04', true),
  });
  expect(off).toMatchObject({
    until: undefined,
    whole: { from: wal(1, '04'), archivedWals: [] },
    earlier,
  });
  // It is on again, but the primary is not restarted yet.
  const restarting = read({ '07:05:00.000': answer('02', '06') }, off);
  expect(restarting).toMatchObject({
    off: true,
    whole: { from: wal(1, '06') },
  });
  const on = read({ '07:08:00.000': answer('07', '08') }, restarting);
  expect(on.off).toBeUndefined();
  expect(on).toMatchObject({
    whole: { from: wal(1, '08'), since: at('07:08:00.000') },
    earlier,
  });
  const goesOn = read({ '07:09:00.000': answer('08', '09') }, on);
  expect(goesOn).toMatchObject({
    until: at('07:08:00.000'),
    whole: { from: wal(1, '08'), archivedWals: [wal(1, '08')] },
    earlier,
  });
});

it('nor if no primary responded while it was off', () => {
  const answer = (timeline: number, current: string): Answer => ({
    ...{ timeline, current, archived: wal(timeline, `0${+current - 1}`) },
    archivedAt: `07:${current}:00`,
    primary: `orders-${timeline}`,
  });
  const before = read({
    '07:02:00.000': answer(1, '02'),
    '07:03:00.000': answer(1, '03'),
  });
  const earlier = [
    { from: '00000001', archivedWals: [wal(1, '02')], until: before.until },
  ];
  const off = { ...before, off: true };
  for (const timeline of [1, 2]) {
    const on = read({ '07:08:00.000': answer(timeline, '06') }, off);
    expect(on.whole).toMatchObject({
      from: wal(timeline, '06'),
      archivedWals: [wal(timeline, '05')],
    });
    expect(on.earlier).toEqual(earlier);
  }
});

it('keeps only a limited number of old ranges', () => {
  const answers = (step: number) =>
    Object.fromEntries(
      Array.from({ length: 15 }, (_, index): [string, Answer] => {
        const file = (index * step).toString(16).padStart(2, '0').toUpperCase();
        return [
          `07:${10 + index}:00.000`,
          {
            ...{ timeline: index + 1, archived: wal(index + 1, file) },
            ...{ archivedAt: '07:00:00', current: file },
          },
        ];
      }),
    );
  const whole = read(answers(1));
  expect(whole.whole).toMatchObject({ from: '00000001' });
  expect(whole.whole?.archivedWals).toHaveLength(10);
  expect(read(answers(3)).earlier).toHaveLength(10);
});
