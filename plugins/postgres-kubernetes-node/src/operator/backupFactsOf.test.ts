import { shownBackups } from '../backups/ownBackups';
import { recoveryRange } from '../backups/recoveryRange';
import { backup, CREATED, shop, shopRules } from './__testUtils__/shop';
import { backupFactsOf } from './backupFactsOf';

const now = new Date('2026-03-03T10:00:00.000Z');
const factsOf = (...backups: ReturnType<typeof backup>[]) =>
  backupFactsOf(shopRules.backups, shop({}, { backups }), {});
const safe = (...backups: ReturnType<typeof backup>[]) =>
  recoveryRange(factsOf(...backups), now).safe;

it('tells of backups of the database, the newest first', () => {
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

it('counts one of the second in which the database was made', () => {
  expect(
    shownBackups(factsOf(backup('b1', { createdAt: CREATED }))),
  ).toHaveLength(1);
});

it('does not count those that are being deleted', () => {
  const going = backup('going', { deletedAt: now.toISOString() });
  expect(shownBackups(factsOf(going))).toEqual([]);
  expect(safe(going).value).toBe(false);
});

it('says that nothing is known where backups cannot be read', () => {
  const statuses = {
    backups: { status: 'forbidden' as const, since: '', message: 'no right' },
  };
  const facts = backupFactsOf(shopRules.backups, shop({}, { statuses }), {});
  expect(facts.unread).toMatchObject({ message: 'no right' });
  expect(recoveryRange(facts, now).safe.value).toBeNull();
});

it('takes the version of what runs', () => {
  const recorded = shop({ record: { spec: { version: '17' } } });
  const major = (serverVersion?: string) =>
    backupFactsOf(shopRules.backups, recorded, { serverVersion }).majorVersion;
  expect([major(), major('18.1')]).toEqual([17, 18]);
});
