import type { ServerFacts } from '@pgstage/backstage-plugin-postgres-sql-node';
import type { BaseBackup } from './backupDirectory';
import { recoveryWindowOf } from './recovery';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const backup = (hour: number, extra: Partial<BaseBackup> = {}): BaseBackup => ({
  id: `b${hour}`,
  method: 'base',
  scope: 'server',
  status: 'finished',
  startedAt: at(hour).toISOString(),
  finishedAt: at(hour).toISOString(),
  timeline: 1,
  ...extra,
});
const server = (archiver: Partial<ServerFacts['archiver']> = {}) =>
  ({
    now: at(12),
    inRecovery: false,
    readOnly: false,
    archiver: {
      mode: 'on',
      configured: true,
      lastArchivedAt: at(9),
      lastArchivedWal: '00000001000000000000000A',
      ...archiver,
    },
  } as ServerFacts);
const hours = (
  backups: BaseBackup[],
  facts = server(),
  archivedUntil = facts.archiver.lastArchivedAt,
) => {
  const window = recoveryWindowOf(backups, facts, archivedUntil);
  return (
    window && [
      new Date(window.from).getUTCHours(),
      new Date(window.to).getUTCHours(),
    ]
  );
};

describe('recovery window', () => {
  it('is from the end of the oldest backup to the last archived WAL', () => {
    expect(hours([backup(5), backup(3), backup(7)])).toEqual([3, 9]);
  });
  it('ends with the last archived WAL, not when it was archived', () => {
    expect(hours([backup(3)], server(), at(7))).toEqual([3, 7]);
    expect(hours([backup(8)], server(), at(7))).toEqual([8, 8]);
  });
  it('ignores failed, running and damaged backups, and those on another timeline', () => {
    const useless = [
      backup(1, { status: 'failed' }),
      backup(2, { status: 'running', finishedAt: undefined }),
      backup(3, { verified: { at: at(4).toISOString(), ok: false } }),
      backup(4, { timeline: 2 }),
    ];
    expect(hours([...useless, backup(6)])).toEqual([6, 9]);
    expect(hours(useless.slice(0, 3))).toBeUndefined();
  });
  it('is the end of the newest backup without later archived WAL', () => {
    expect(hours([backup(3), backup(5)], server({ mode: 'off' }))).toEqual([
      5, 5,
    ]);
    expect(
      hours([backup(3, { timeline: 2 }), backup(5, { timeline: 2 })]),
    ).toEqual([5, 5]);
    // Statistics are lost after a crash.
    expect(
      hours(
        [backup(3)],
        server({ lastArchivedAt: undefined, lastArchivedWal: undefined }),
      ),
    ).toEqual([3, 3]);
    expect(hours([backup(10)])).toEqual([10, 10]);
  });
});
