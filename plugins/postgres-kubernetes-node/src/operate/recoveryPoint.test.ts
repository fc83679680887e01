import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import { recoveryPointOf, type KnownBackups } from './recoveryPoint';

const backup = (id: string, more: Partial<Backup> = {}): Backup => ({
  id,
  method: 'plugin',
  scope: 'server',
  status: 'finished',
  startedAt: '2026-03-01T02:00:00.000Z',
  finishedAt: '2026-03-01T02:05:00.000Z',
  ...more,
});
const known: KnownBackups = {
  backups: [
    backup('second', { finishedAt: '2026-03-02T02:05:00.000Z' }),
    backup('first'),
    backup('bad', { status: 'failed' }),
  ],
  archiveFrom: '2026-03-01T02:05:00.000Z',
  recoveryWindow: {
    from: '2026-03-01T02:05:00.000Z',
    to: '2026-03-03T10:00:00.000Z',
  },
};

/** With one that needs WAL which is not known to be archived. */
const lacking: KnownBackups = {
  ...known,
  backups: [
    backup('late', {
      finishedAt: '2026-03-03T08:00:00.000Z',
      restoreObstacle: {
        kind: 'not-now',
        what: message('walOfBackupUnknown'),
      },
    }),
    ...known.backups,
  ],
};

describe('recoveryPointOf', () => {
  it.each([
    ['the end of the archive', {}, {}],
    ['a backup', { backup: 'first' }, { backup: known.backups[1] }],
    [
      'a time in any time zone',
      { targetTime: '2026-03-02T01:00:00+02:00' },
      { targetTime: '2026-03-01T23:00:00.000Z' },
    ],
    [
      'a moment after a backup',
      { backup: 'first', targetTime: '2026-03-03T00:00:00Z' },
      { backup: known.backups[1], targetTime: '2026-03-03T00:00:00.000Z' },
    ],
  ])('takes %s', (_, request, point) => {
    expect(recoveryPointOf(request, known)).toEqual(point);
  });

  it.each([
    [
      'before the window',
      { targetTime: '2026-03-01T02:04:59Z' },
      /^targetTime must be between 2026-03-01T02:05:00.000Z and 2026-03-03T10/,
    ],
    [
      'after the window',
      { targetTime: '2026-03-03T10:00:01Z' },
      /^targetTime must be between/,
    ],
    [
      'before the end of the backup',
      { backup: 'second', targetTime: '2026-03-02T02:00:00Z' },
      /^targetTime must not be before 2026-03-02T02:05/,
    ],
    [
      'a backup that failed',
      { backup: 'bad' },
      /^backup must be a finished backup: 'bad' is failed/,
    ],
    [
      'a backup of another',
      { backup: '../x' },
      /^backup must be the id of one/,
    ],
  ])('refuses %s', (_, request, said) => {
    expect(() => recoveryPointOf(request, known)).toThrow(said);
  });

  describe('if changes may be missing in between', () => {
    const holed: KnownBackups = {
      ...known,
      recoveryWindow: {
        from: '2026-03-02T02:05:00.000Z',
        to: '2026-03-03T10:00:00.000Z',
        earlier: [
          { from: '2026-03-01T02:05:00.000Z', to: '2026-03-01T20:00:00.000Z' },
        ],
        unprovenFrom: '2026-02-28T00:00:00.000Z',
      },
    };
    const missing = '2026-03-02T01:00:00.000Z';

    it.each([
      '2026-03-01T20:00:00Z',
      '2026-03-02T02:05:00Z',
      '2026-03-01T02:00Z',
    ])(
      'accepts %s, within an interval or before what is proven',
      targetTime => {
        expect(
          recoveryPointOf(
            { targetTime },
            { ...holed, archiveFrom: '2026-02-28T00:00:00.000Z' },
          ),
        ).toEqual({
          targetTime: new Date(targetTime).toISOString(),
        });
      },
    );

    it.each([
      [
        'a moment between',
        { targetTime: missing },
        'targetTime must not be between 2026-03-01T20:00:00.000Z and 2026-03-02T02:05:00.000Z: changes of that time may be missing in the archive, and a recovery would not end',
      ],
      [
        'the same from a backup',
        { targetTime: missing, backup: 'first' },
        'targetTime must not be between',
      ],
      [
        'a moment beyond, from a backup before',
        { targetTime: '2026-03-03T00:00:00Z', backup: 'first' },
        "backup must be omitted, or one that ended at 2026-03-02T02:05:00.000Z or later: changes that lead from 'first' to then may be missing in the archive",
      ],
      [
        'a moment before all',
        { targetTime: '2026-02-27T00:00:00Z' },
        'targetTime must be between 2026-02-28T00:00:00.000Z and 2026-03-03T10:00:00.000Z',
      ],
    ])('refuses %s', (_, request, said) => {
      expect(() => recoveryPointOf(request, holed)).toThrow(said);
    });
  });

  describe('if the last interval begins with a volume snapshot', () => {
    const snapshot = backup('snapshot', {
      method: 'volumeSnapshot',
      finishedAt: '2026-03-02T02:05:00.000Z',
    });
    const late = lacking.backups[0];
    const copy = backup('copy', { finishedAt: '2026-03-02T12:00:00.000Z' });
    const first = known.backups[1];
    const targetTime = '2026-03-03T09:00:00.000Z';
    const at = (backups: Backup[], more: Partial<KnownBackups> = {}) => {
      const pieces: KnownBackups = {
        ...known,
        recoveryWindow: {
          from: '2026-03-02T02:05:00.000Z',
          to: '2026-03-03T10:00:00.000Z',
          earlier: [
            {
              from: '2026-03-01T02:05:00.000Z',
              to: '2026-03-01T20:00:00.000Z',
            },
          ],
        },
        ...more,
        backups,
      };
      const { toEnd, ...end } = recoveryPointOf({}, pieces);
      const moment = recoveryPointOf({ targetTime }, pieces);
      expect(moment).toEqual({ ...end, targetTime });
      expect(toEnd ?? false).toBe(end.backup !== undefined);
      return end.backup?.id;
    };

    it('starts with that, not with a base backup from before the gap', () => {
      expect(at([snapshot, first])).toBe('snapshot');
      const unproven = {
        from: snapshot.finishedAt!,
        to: '2026-03-03T10:00:00.000Z',
        unprovenFrom: first.finishedAt,
      };
      expect(at([snapshot, first], { recoveryWindow: unproven })).toBe(
        'snapshot',
      );
    });

    it('leaves a newer base backup to the operator', () => {
      expect(at([copy, snapshot, first])).toBeUndefined();
    });

    it('starts with the newest of both kinds if that base backup is of no use', () => {
      expect(at([late, snapshot, first])).toBe('snapshot');
      expect(at([late, copy, snapshot, first])).toBe('copy');
      expect(() => at([late, first])).toThrow(
        /^Backup 'late' may not be restorable/,
      );
    });

    it('tries one that may fail if there is no other', () => {
      const applyStaleReadiness = {
        ...copy,
        restoreObstacle: {
          kind: 'may-fail' as const,
          what: message('walUnknown'),
        },
      };
      expect(at([applyStaleReadiness, snapshot, first])).toBe('snapshot');
      expect(at([applyStaleReadiness, first])).toBeUndefined();
    });

    it('starts with a base backup before the gap for a time before it', () => {
      const before = '2026-03-01T12:00:00.000Z';
      expect(
        recoveryPointOf(
          { targetTime: before },
          { ...known, backups: [snapshot, first] },
        ),
      ).toEqual({ targetTime: before });
    });
  });

  it('refuses a backup from a standby whose WAL is not archived', () => {
    expect(() => recoveryPointOf({ backup: 'late' }, lacking)).toThrow(
      /^Backup 'late' may not be restorable. The WAL that its backup needs is/,
    );
  });

  it('names the backup before it if the operator would start with that', () => {
    expect(recoveryPointOf({}, lacking)).toEqual({
      backup: known.backups[0],
      toEnd: true,
    });
    const [moment, before] = ['2026-03-03T09:00:00.000Z', '2026-03-02T03:00Z'];
    expect(recoveryPointOf({ targetTime: moment }, lacking)).toEqual({
      backup: known.backups[0],
      targetTime: moment,
    });
    expect(recoveryPointOf({ targetTime: before }, lacking).backup).toBe(
      undefined,
    );
    const withoutOthers = { ...lacking, backups: [lacking.backups[0]] };
    for (const request of [{}, { targetTime: moment }]) {
      expect(() => recoveryPointOf(request, withoutOthers)).toThrow(
        /^Backup 'late' may not be restorable/,
      );
    }
    expect(() =>
      recoveryPointOf(
        {},
        { backups: withoutOthers.backups, archiveFrom: undefined },
      ),
    ).toThrow(/^Backup 'late' may not be restorable/);
  });

  it('is not blocked by an expired backup if the archive contains a newer one', () => {
    const expired: KnownBackups = {
      ...known,
      backups: [
        backup('old', {
          finishedAt: '2026-02-01T02:05:00.000Z',
          restoreObstacle: {
            kind: 'cannot',
            what: message('backupExpired', { first: '2026-03-01' }),
          },
        }),
      ],
    };
    const targetTime = '2026-03-02T00:00:00.000Z';
    expect(recoveryPointOf({}, expired)).toEqual({});
    expect(recoveryPointOf({ targetTime }, expired)).toEqual({ targetTime });
    expect(() => recoveryPointOf({ backup: 'old' }, expired)).toThrow(
      "Backup 'old' cannot be restored. It has expired: the archive",
    );
  });

  it('takes the newest backup, and no time, without archived WAL', () => {
    const snapshots = {
      backups: [
        backup('running', { status: 'running' }),
        backup('new'),
        backup('old'),
      ],
    };
    expect(recoveryPointOf({}, snapshots)).toEqual({
      backup: snapshots.backups[1],
    });
    expect(() =>
      recoveryPointOf({ targetTime: '2026-03-02T00:00:00Z' }, snapshots),
    ).toThrow(/^targetTime must be omitted/);
    expect(() => recoveryPointOf({}, { backups: [] })).toThrow(
      'There is no finished backup to restore from',
    );
  });

  describe('if all base backups are volume snapshots, and WAL is archived', () => {
    const snapshot = (id: string, finishedAt: string) =>
      backup(id, { method: 'volumeSnapshot', finishedAt });
    const [late, early] = [
      snapshot('late', '2026-03-02T02:05:00.000Z'),
      snapshot('early', '2026-03-01T02:05:00.000Z'),
    ];
    const snapshots: KnownBackups = {
      ...known,
      archiveFrom: undefined,
      backups: [late, early],
    };
    const targetTime = '2026-03-02T01:00:00.000Z';
    it.each([
      [
        'a moment after a snapshot',
        { backup: 'early', targetTime },
        { backup: early, targetTime },
      ],
      [
        'the newest snapshot from before a moment',
        { targetTime },
        { backup: early, targetTime },
      ],
      [
        'the newest snapshot, and all WAL since',
        {},
        { backup: late, toEnd: true },
      ],
      ['a snapshot alone', { backup: 'late' }, { backup: late }],
    ])('takes %s', (_, request, point) => {
      expect(recoveryPointOf(request, snapshots)).toEqual(point);
    });

    it('starts with one for a time before the first in the archive', () => {
      const both = {
        ...known,
        backups: [backup('second'), early],
        archiveFrom: '2026-03-02T02:05:00.000Z',
      };
      expect(recoveryPointOf({ targetTime }, both)).toEqual({
        backup: early,
        targetTime,
      });
      expect(() =>
        recoveryPointOf({ targetTime }, { ...both, backups: [late] }),
      ).toThrow(/^targetTime must not be before the end of the first backup/);
    });
  });
});
