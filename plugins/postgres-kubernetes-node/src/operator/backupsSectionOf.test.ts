import { UpstreamForbiddenError } from '@pgstage/backstage-plugin-postgres-common';
import { ShopCluster } from './__testUtils__/ShopCluster';
import { backup, shopRules, up, type Shop } from './__testUtils__/shop';
import { backupsSectionOf } from './backupsSectionOf';
import type { OperatorSchedule } from './OperatorRules';
import { observeSnapshot } from './observeSnapshot';

const now = new Date('2026-03-03T10:00:00.000Z');
const { context } = new ShopCluster();
const section = (snapshot: Shop, schedules?: OperatorSchedule[]) => {
  const schedulesOf = () => schedules;
  const rules = {
    ...shopRules,
    backups: { ...shopRules.backups, schedulesOf },
  };
  return backupsSectionOf(
    rules,
    { ...observeSnapshot(rules, snapshot), context },
    now,
  );
};

it('returns backups, and how to take one', () => {
  const snapshot = up({}, { backups: [backup('b1')] });
  expect(section(snapshot)).toMatchObject({
    backups: [{ id: 'b1', status: 'finished' }],
    protectedUntil: '2026-03-02T10:00:00.000Z',
    methods: [{ id: 'shop', title: { id: 'shop.backup' }, supported: true }],
    restore: { supported: true },
  });
});

it('returns schedules only if they are known', () => {
  const description = { id: 'shop.daily', text: 'each day' };
  const daily = { name: 'daily', suspended: false, description };
  const nextAt = '2026-03-04T00:00:00.000Z';
  expect(section(up()).schedules).toBeUndefined();
  expect(section(up(), []).schedules).toEqual([]);
  expect(
    section(up(), [
      { ...daily, nextAt },
      { ...daily, nextAt, suspended: true },
    ]).schedules,
  ).toEqual([
    { description, nextRunAt: nextAt },
    { description, suspended: true },
  ]);
});

it('names the right if backups cannot be read', () => {
  const statuses = { backups: { status: 'forbidden' as const, since: '' } };
  expect(() => section(up({}, { statuses }))).toThrow(UpstreamForbiddenError);
});
