import { recoveryWindowSchema } from '@pgstage/backstage-plugin-postgres-common';
import type { BackupFact, BackupFacts } from './BackupFacts';
import { recoveryRange } from './recoveryRange';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const ago = (minutes: number) =>
  new Date(NOW.getTime() - minutes * 60_000).toISOString();
const DAY = 24 * 60;

const backup = (endedAt: string, more: Partial<BackupFact> = {}) => ({
  shown: {
    id: endedAt,
    method: 'any',
    scope: 'database' as const,
    status: 'finished' as const,
    startedAt: endedAt,
    finishedAt: endedAt,
  },
  createdAt: endedAt,
  begunAt: endedAt,
  endedAt,
  waits: false,
  hasAllWal: false,
  isBase: true,
  isListed: false,
  ...more,
});
const newPath = { id: 'shop.path', text: 'Set another path.' };
const archive = {
  separate: { fromOther: newPath, fromEarlier: newPath },
  reported: {},
  timeoutMs: 0,
};
const archiver = {
  at: ago(1),
  lastArchivedAt: ago(3),
  timeline: '00000001',
  whole: { from: '00000001', archivedWals: [] },
  waiting: true,
};
const facts = (more: Partial<BackupFacts>): BackupFacts => ({
  createdAt: ago(30 * DAY),
  backups: [],
  isOn: true,
  schedules: [],
  areSchedulesKnown: true,
  primary: {},
  ...more,
});
const whole = backup(ago(DAY), { hasAllWal: true, isBase: false });

describe('dates a claim about backups by when they were listed', () => {
  it.each([
    ['a good one', [whole], true],
    ['one that is too old', [backup(ago(9 * DAY), { hasAllWal: true })], false],
  ])('%s', (_, backups, value) => {
    const { safe } = recoveryRange(facts({ backups }), NOW);
    expect(safe).toEqual({ value, source: 'backup', at: NOW.toISOString() });
    const listed = { backups, unread: {}, listedAt: ago(20) };
    expect(recoveryRange(facts(listed), NOW).safe).toEqual({
      value,
      source: 'backup',
      at: ago(20),
    });
  });

  it.each([
    ['a good one', [whole], true],
    ['none', [], false],
  ])('not observed since: %s', (_, backups, value) => {
    const given = facts({ backups, listedAt: ago(2) });
    expect(recoveryRange(given, NOW).safe).toEqual({
      value,
      source: 'backup',
      at: ago(2),
    });
  });

  it('is unknown if they never were', () => {
    const { safe } = recoveryRange(facts({ unread: {} }), NOW);
    expect(safe).toMatchObject({ value: null });
  });
});

describe('dates a window by the evidence for its end', () => {
  const windowOf = (more: Partial<BackupFacts>) => {
    const { window } = recoveryRange(facts({ archive, ...more }), NOW);
    expect(recoveryWindowSchema.parse(window)).toEqual(window);
    return window;
  };
  const backups = [backup(ago(DAY))];

  it('the primary, if it has reported', () => {
    expect(
      windowOf({ backups, archiver: { ...archiver, until: ago(3) } }),
    ).toMatchObject({
      to: ago(3),
      evidence: { source: 'instance', at: ago(1) },
    });
  });

  it('the list of backups, though the primary has responded', () => {
    const endWal = '000000010000000000000007';
    const archived = { ...archiver.whole, archivedWals: [endWal] };
    const given = {
      backups: [backup(ago(DAY), { endWal })],
      archiver: { ...archiver, whole: archived },
    };
    expect(windowOf(given)).toMatchObject({
      to: ago(DAY),
      evidence: { source: 'backup', at: NOW.toISOString() },
    });
    expect(windowOf({ ...given, unread: {}, listedAt: ago(20) })).toMatchObject(
      {
        evidence: { source: 'backup', at: ago(20) },
      },
    );
  });

  it('the record of the archive, though the primary has responded', () => {
    const reported = {
      firstRecoverableAt: ago(DAY),
      lastSucceededAt: ago(DAY),
    };
    const given = { archive: { ...archive, reported }, archiver };
    expect(windowOf(given)).toMatchObject({
      to: ago(DAY),
      evidence: { source: 'archive', at: NOW.toISOString() },
    });
    const old = { ...archive, reported: { ...reported, readAt: ago(20) } };
    expect(windowOf({ ...given, archive: old })).toMatchObject({
      evidence: { source: 'archive', at: ago(20) },
    });
  });
});

it('has no evidence for a window that is not proven', () => {
  const evidence = { source: 'archive', at: ago(1) };
  const window = { from: ago(2), to: ago(1), evidence };
  const accepts = (value: unknown) =>
    recoveryWindowSchema.safeParse(value).success;
  expect(accepts(window)).toBe(true);
  expect(accepts({ ...window, unproven: true })).toBe(false);
  expect(accepts({ ...window, evidence: undefined })).toBe(false);
});
