import { message } from '../messages';
import { backup, shopRules, up, type Shop } from './__testUtils__/shop';
import { operationsOf } from './operationsOf';
import { observeSnapshot } from './observeSnapshot';

const operations = (snapshot: Shop, rules = shopRules) =>
  operationsOf(rules, observeSnapshot(rules, snapshot));

it('reports what the rules define for the backups of a removed database', () => {
  const text = { id: 'shop.kept', text: 'They stay in the bucket.' };
  const onRemoval = { deletes: false, text };
  const backups = { ...shopRules.backups, onRemoval };
  expect(operations(up(), { ...shopRules, backups }).remove).toEqual({
    supported: true,
    reason: text,
  });
});

it('claims nothing about them if the rules define nothing', () => {
  expect(operations(up()).remove).toEqual({
    supported: true,
    reason: message('backupRetentionUnknown'),
  });
});

it('offers a restore once a backup has finished', () => {
  const restore = (...backups: Shop['backups']) =>
    operations(up({}, { backups })).restore;
  expect(restore(backup('b1', { phase: 'Running' }))).toEqual({
    supported: false,
    reason: message('noBackupYet'),
  });
  expect(restore(backup('b1'))).toEqual({ supported: true });
});

it('offers little for an unbound database, and nothing that GitOps would revert', () => {
  const offered = (snapshot: Shop) =>
    Object.entries(operations(snapshot))
      .filter(([, { supported }]) => supported)
      .map(([id]) => id);
  expect(offered(up({ record: { binding: undefined } }))).toEqual(['bind']);
  const managedBy = { 'kustomize.toolkit.fluxcd.io/name': 'shop' };
  expect(offered(up({ managedBy }))).toEqual([
    'rotate-password',
    'reveal-credentials',
    'read-logs',
    'backup',
  ]);
});

it('adds the operations of the rules', () => {
  const obstacle = { id: 'shop.wait', text: 'Wait.' };
  const restart = {
    offered: () => ({ supported: true as const, obstacle }),
    run: async () => {},
  };
  const rules = { ...shopRules, operations: { restart } };
  expect(operations(up(), rules).restart).toEqual({
    supported: true,
    obstacle,
  });
  expect(operations(up())).not.toHaveProperty('restart');
});
