import type { ScheduleFact } from '../backups/BackupFacts';
import { shownBackups } from '../backups/ownBackups';
import { recoveryRange } from '../backups/recoveryRange';
import { backup, CREATED, shop, shopRules } from './__testUtils__/shop';
import { backupFactsOf } from './backupFactsOf';

const now = new Date('2026-03-03T10:00:00.000Z');
const factsOf = (...backups: ReturnType<typeof backup>[]) =>
  backupFactsOf(shopRules.backups, shop({}, { backups }), {});
const safe = (...backups: ReturnType<typeof backup>[]) =>
  recoveryRange(factsOf(...backups), now).safe;

it('returns the backups of the database, newest first', () => {
  const facts = factsOf(
    backup('first'),
    backup('second', { createdAt: '2026-03-02T11:00:00.000Z' }),
  );
  expect(shownBackups(facts).map(({ id }) => id)).toEqual(['second', 'first']);
  expect(safe(backup('first'))).toMatchObject({
    value: true,
    source: 'backup',
  });
});

it('does not count those of an earlier database of its name', () => {
  const old = backup('old', { createdAt: '2026-02-01T10:00:00.000Z' });
  expect(shownBackups(factsOf(old))).toEqual([]);
  expect(safe(old).value).toBe(false);
});

it('counts one of the second in which the database was created', () => {
  expect(
    shownBackups(factsOf(backup('b1', { createdAt: CREATED }))),
  ).toHaveLength(1);
});

it('does not count those that are being deleted', () => {
  const deleted = backup('going', { deletedAt: now.toISOString() });
  expect(shownBackups(factsOf(deleted))).toEqual([]);
  expect(safe(deleted).value).toBe(false);
});

it.each([
  ['may not be read', 'forbidden' as const],
  ['are a kind that is no longer served', 'notServed' as const],
])('reports that nothing is known if backups %s', (_, status) => {
  const statuses = { backups: { status, since: '', message: 'no answer' } };
  const facts = backupFactsOf(shopRules.backups, shop({}, { statuses }), {});
  expect(facts.unread).toMatchObject({ message: 'no answer' });
  expect(recoveryRange(facts, now).safe.value).toBeNull();
});

it('dates them by the last observation while the watch is silent', () => {
  const observedAt = '2026-03-03T09:58:00.000Z';
  const statuses = {
    backups: { status: 'ok' as const, since: '', observedAt },
  };
  const snapshot = shop({}, { statuses, backups: [backup('b1')] });
  const facts = backupFactsOf(shopRules.backups, snapshot, {});
  expect(recoveryRange(facts, now).safe).toEqual({
    value: true,
    source: 'backup',
    at: observedAt,
  });
});

it('does not count those of before a major upgrade as proof', () => {
  const taken = { b17: '17.4', b18: '18.0' };
  const rules = {
    ...shopRules.backups,
    versionOf: ({ name }: { name: string }) =>
      taken[name as keyof typeof taken],
  };
  const found = (...names: string[]) =>
    shop(
      { record: { spec: { version: '17' } } },
      { backups: names.map(name => backup(name)) },
    );
  const value = (names: string[], serverVersion?: string) =>
    recoveryRange(backupFactsOf(rules, found(...names), { serverVersion }), now)
      .safe.value;
  expect(value(['b17'])).toBe(true);
  expect(value(['b17'], '18.1')).toBe(false);
  expect(value(['b17', 'b18'], '18.1')).toBe(true);
  expect(value(['b-old'], '18.1')).toBe(true);
});

describe('of backups ten days old', () => {
  const later = new Date('2026-03-12T10:00:00.000Z');
  const snapshot = shop({}, { backups: [backup('b1')] });
  const rangeOf = (schedules: ScheduleFact[]) => {
    const daily = { id: 'shop.daily', text: 'daily' };
    const schedulesOf = () =>
      schedules.map(each => ({ ...each, description: daily }));
    const rules = { ...shopRules.backups, schedulesOf };
    return recoveryRange(backupFactsOf(rules, snapshot, {}), later);
  };

  it.each([
    ['no rule', shopRules.backups],
    ['a rule that cannot read them', { schedulesOf: () => undefined }],
  ])('is unknown, and no alarm, with %s for schedules', (_, more) => {
    const rules = { ...shopRules.backups, ...more };
    const facts = backupFactsOf(rules, snapshot, {});
    expect(facts.areSchedulesKnown).toBe(false);
    const range = recoveryRange(facts, later);
    expect(range.safe.value).toBeNull();
    expect(range.staleSince).toBeUndefined();
  });

  it('reports since when no backup is taken if there is no schedule', () => {
    const range = rangeOf([]);
    expect(range.safe.value).toBe(false);
    expect(range.staleSince).toBe('2026-03-02T10:00:00.000Z');
  });

  it('raises no alarm while a schedule takes others', () => {
    expect(rangeOf([{ name: 'daily', suspended: false }]).safe.value).toBe(
      true,
    );
    expect(rangeOf([{ name: 'daily', suspended: true }]).safe.value).toBe(
      false,
    );
  });
});
