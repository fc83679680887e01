import { message } from '../messages';
import { backup, shop, shopRules } from '../operator/__testUtils__/shop';
import { backupFactsOf } from '../operator/backupFactsOf';
import { noRestore } from './noRestore';

const text = { id: 'shop.folder', text: 'Set another folder.' };
const separate = { fromOther: text, fromEarlier: text };
const facts = (backups = [backup('b1')]) =>
  backupFactsOf(shopRules.backups, shop({}, { backups }), {});

it('returns the reason why nothing can be restored', () => {
  expect(noRestore(facts())).toBeUndefined();
  expect(noRestore(facts([]))).toEqual(message('noBackupYet'));
  expect(noRestore({ ...facts([]), unread: {} })).toEqual(
    message('backupsOfClusterUnread'),
  );
});

it('returns the problem of the archive', () => {
  const archive = {
    separate,
    reported: {},
    timeoutMs: 0,
    unknown: { id: 'shop.byPlugin', text: 'A plugin keeps it.' },
  };
  expect(noRestore({ ...facts([]), archive })).toEqual(archive.unknown);
});

it('does not count a backup whose WAL is not archived', () => {
  const [given] = facts().backups;
  const archive = {
    separate,
    reported: {},
    timeoutMs: 0,
    condition: { works: false, since: '2026-03-01T11:00:00Z' },
  };
  const copied = { ...given, hasAllWal: false, isBase: true };
  const lacking = { ...facts([]), backups: [copied], archive };
  expect(noRestore(lacking)).toEqual(
    message('finishedWithoutWal', {
      at: '2026-03-02T10:00:00.000Z',
      then: message('backUpOnceArchived'),
    }),
  );
});
