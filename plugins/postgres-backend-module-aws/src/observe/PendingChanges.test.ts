import { PendingChanges } from './PendingChanges';

it('are recent until AWS would have begun, and again if they change', () => {
  const changes = new PendingChanges();
  const recent = (minute: number, ...pending: string[]) =>
    changes.areRecent({ arn: 'arn', pending }, minute * 60_000);
  expect(recent(0)).toBe(false);
  expect(recent(1, 'DBInstanceClass')).toBe(true);
  expect(recent(10, 'DBInstanceClass')).toBe(true);
  expect(recent(11, 'DBInstanceClass')).toBe(false);
  expect(recent(12, 'DBInstanceClass', 'MultiAZ')).toBe(true);
  expect(recent(13)).toBe(false);
  expect(recent(14, 'DBInstanceClass', 'MultiAZ')).toBe(true);
});
