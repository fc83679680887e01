import { backup, shop, shopRules } from '../operator/__testUtils__/shop';
import { backupFactsOf } from '../operator/backupFactsOf';
import { noRestore } from './noRestore';

const facts = (backups = [backup('b1')]) =>
  backupFactsOf(shopRules.backups, shop({}, { backups }), {});

it('returns the reason why nothing can be restored', () => {
  expect(noRestore(facts())).toBeUndefined();
  expect(noRestore(facts([]))).toBe('No backup has finished yet.');
  expect(noRestore({ ...facts([]), unread: {} })).toMatch(
    /^It is not known whether it has a backup/,
  );
});

it('returns the problem of the archive', () => {
  const archive = {
    separate: 'another folder',
    reported: {},
    timeoutMs: 0,
    unknown: { id: 'shop.byPlugin', text: 'A plugin keeps it.' },
  };
  expect(noRestore({ ...facts([]), archive })).toBe('A plugin keeps it.');
});

it('does not count a backup whose WAL is not archived', () => {
  const [given] = facts().backups;
  const archive = {
    separate: 'another folder',
    reported: {},
    timeoutMs: 0,
    condition: { works: false, since: '2026-03-01T11:00:00Z' },
  };
  const copied = { ...given, hasAllWal: false, isBase: true };
  const lacking = { ...facts([]), backups: [copied], archive };
  expect(noRestore(lacking)).toMatch(
    /^A backup finished at 2026-03-02T10:00:00.000Z, but the WAL/,
  );
});
