import {
  DatabaseOperation,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  ago,
  backups,
  claimed,
  databaseView,
  health,
  ok,
  permits,
  seen,
} from '../../dev/fixtures';
import { clusterView, providers } from '../../dev/clusterFixtures';
import { message } from '../../dev/messages';
import { ActionFacts, actions } from './actions';
import { availability } from './availability';
import { findDependants } from './dependants';
import { healthSummary } from './healthSummary';
import { missingRights } from './missingRights';
import { recoverability } from './recoverability';
import { staleness } from './staleness';
import { idOf } from '../__testUtils__/idOf';
import { translate as t } from '../__testUtils__/translate';

const polled = (changes: object) => ({
  data: databaseView(),
  failures: 0,
  refreshing: false,
  refresh: () => {},
  ...changes,
});

describe('availability', () => {
  const stale = { reason: 'old' };

  it('returns the reason of provider, permission and staleness, in this order', () => {
    const denied = databaseView({ permits: permits(false) });
    expect(availability(t, idOf, databaseView(), 'change', undefined)).toEqual({
      available: true,
    });
    expect(
      availability(t, idOf, databaseView(), 'restore', undefined),
    ).toMatchObject({
      reason: message('wholeServer').id,
    });
    expect(availability(t, idOf, denied, 'change', stale)).toMatchObject({
      reason: expect.stringContaining('postgres.database.change'),
    });
  });

  it('blocks destructive operations on stale data, but not backups', () => {
    expect(availability(t, idOf, databaseView(), 'remove', stale)).toEqual({
      available: false,
      ...stale,
    });
    expect(
      availability(t, idOf, databaseView(), 'rotate-password', stale).available,
    ).toBe(false);
    expect(availability(t, idOf, databaseView(), 'backup', stale)).toEqual({
      available: true,
    });
  });

  it('offers nothing while the provider is unreachable, not even a backup', () => {
    const view = databaseView({
      unreachable: { since: new Date().toISOString(), message: 'refused' },
    });
    expect(availability(t, idOf, view, 'backup', undefined)).toMatchObject({
      available: false,
      reason: t('stale.location', { location: 'main' }),
    });
  });

  it('counts as stale after two missed refreshes, or when the provider is unreachable', () => {
    const now = Date.now();
    expect(staleness(t, polled({ failures: 1 }), now, now)).toBeUndefined();
    expect(staleness(t, polled({ failures: 2 }), now, now)).toBeDefined();
    const unreachable = { since: ago(9), message: 'refused' };
    expect(
      staleness(t, polled({ data: databaseView({ unreachable }) }), now, now),
    ).toBeDefined();
  });

  it('counts as stale after a long time without a response', () => {
    const at = (seconds: number) =>
      staleness(t, polled({ receivedAt: ago(seconds) }), 0, Date.now());
    expect(at(25)).toBeUndefined();
    expect(at(45)).toBeDefined();
    const opened = Date.now();
    expect(staleness(t, polled({}), opened, opened + 45_000)).toBeDefined();
  });
});

describe('actions', () => {
  const can = (id: string, facts: Partial<ActionFacts>) =>
    actions(t, idOf, {
      view: clusterView(),
      staleness: undefined,
      ...facts,
    }).find(action => action.id === id)?.can;

  const hindered = (operation: DatabaseOperation, obstacle: Message) => {
    const { operations } = clusterView();
    return clusterView({
      operations: { ...operations, [operation]: { supported: true, obstacle } },
    });
  };

  it('does not offer to remove a protected database', () => {
    expect(can('remove', {})).toEqual({ available: true });
    const obstacle = { id: 'protected', text: 'Protection is on.' };
    const view = hindered('remove', obstacle);
    expect(can('remove', { view })).toMatchObject({
      reason: obstacle.id,
    });
  });

  it('offers only backup methods of the provider that the user may use', () => {
    const title = message('baseBackup');
    const method = (supported: boolean) => ({
      ...{ id: 'base', title, scope: 'server' as const },
      ...{ supported, reason: message('notOffered') },
    });
    const methods = [method(false)];
    expect(can('backup', { backups: { methods } })).toEqual({
      available: false,
      reason: t('backups.methodReason', {
        method: title.id,
        reason: message('notOffered').id,
      }),
    });
    methods.push(method(true));
    expect(can('backup', { backups: { methods } })).toEqual({
      available: true,
    });
    // Without a list of methods, the backend selects one.
    expect(can('backup', {})).toEqual({ available: true });
    expect(can('backup', { readingBackups: true })).toEqual({
      available: false,
      reason: t('backups.methodsLoading'),
    });
  });

  const provider = (id: string) => providers().find(known => known.id === id);

  it('separates operations that the provider never supports, with the reason', () => {
    const all = actions(t, idOf, {
      view: databaseView(),
      staleness: undefined,
      provider: provider('server'),
    });
    expect(all.filter(({ offered }) => offered).map(({ id }) => id)).toEqual([
      'backup',
      'connection-limit',
      'extensions',
      'rotate-password',
      'bind',
      'protection',
      'remove',
    ]);
    expect(all.find(({ id }) => id === 'roles')?.can).toEqual({
      available: false,
      reason: t('operation.noSetting', { provider: 'PostgreSQL servers' }),
    });
    expect(all.find(({ id }) => id === 'restart')?.can).toMatchObject({
      reason: message('stopsEvery').id,
    });
  });

  it('shows what only this database does not support, and everything while the provider is loading', () => {
    const operations = {
      ...clusterView().operations,
      restore: { supported: false as const, reason: message('notOffered') },
    };
    const view = clusterView({ operations });
    for (const known of [provider('cloudnative-pg'), undefined]) {
      const all = actions(t, idOf, {
        view,
        staleness: undefined,
        provider: known,
      });
      expect(all.find(({ id }) => id === 'restore')).toMatchObject({
        offered: true,
        can: { available: false, reason: message('notOffered').id },
      });
    }
  });

  it('reports a missing permission once, with the operations if not all need it', () => {
    const rights = (view = databaseView()) =>
      missingRights(
        actions(t, idOf, {
          view,
          staleness: undefined,
          provider: provider('server'),
        }),
      );
    expect(rights()).toEqual([]);
    expect(rights(databaseView({ permits: permits(false) }))).toEqual([
      {
        ask: ['group:default/team-orders'],
        reason: message('onlyOwner', { owner: 'group:default/team-orders' }),
        titles: undefined,
        permissions: [
          'postgres.database.backup',
          'postgres.database.change',
          'postgres.database.rotate-password',
          'postgres.database.bind',
          'postgres.database.remove',
        ],
      },
    ]);
    const some = { ...permits(true), backup: permits(false).backup };
    expect(rights(databaseView({ permits: some }))).toMatchObject([
      { titles: ['Back up now'] },
    ]);
  });

  it('reports what blocks an operation, or a part of a change', () => {
    const joins = { id: 'joins', text: 'An instance joins.' };
    expect(can('switchover', {})).toEqual({ available: true });
    expect(can('switchover', { view: hindered('switchover', joins) })).toEqual({
      available: false,
      reason: 'joins',
    });
    const view = clusterView({
      changes: {
        storage: { supported: true, obstacle: message('hibernated') },
      },
    });
    expect(can('scale', { view })).toEqual({ available: true });
    expect(can('storage', { view })).toEqual({
      available: false,
      reason: message('hibernated').id,
    });
    const { operations } = clusterView();
    const reason = message('managedByHelm', { release: 'orders' });
    const change = { supported: false as const, reason };
    expect(
      can('storage', {
        view: { ...view, operations: { ...operations, change } },
      }),
    ).toEqual({ available: false, reason: reason.id });
  });

  it('wakes up a hibernated database, and unfences fenced instances', () => {
    const view = clusterView({ hibernated: true, fenced: ['orders-1'] });
    const titles = actions(t, idOf, { view, staleness: undefined }).map(
      ({ title }) => title,
    );
    expect(titles).toContain('Wake up…');
    expect(titles).toContain(t('operation.fenceOrLift'));
    expect(can('hibernate', { view })).toEqual({ available: true });
  });
});

describe('recoverability', () => {
  it.each([1, 9999])('takes the window that was read, %d s old', to => {
    const window = { from: ago(99999), to: ago(to), evidence: seen('archive') };
    expect(
      recoverability(
        t,
        idOf,
        databaseView(),
        ok(backups({ recoveryWindow: window })),
      ),
    ).toMatchObject({
      kind: 'window',
      state: 'working',
      window,
    });
  });

  const none = databaseView({ safe: claimed(false), summary: {} });
  const empty = backups({ backups: [], recoveryWindow: undefined });

  it('is unknown if the backups could not be read', () => {
    expect(recoverability(t, idOf, none, undefined)).toMatchObject({
      kind: 'unknown',
      state: 'unknown',
    });
    expect(
      recoverability(t, idOf, none, { status: 'forbidden', checkedAt: ago(1) }),
    ).toMatchObject({ kind: 'unknown', state: 'unknown' });
  });

  it('is nothing, and not working, without a backup', () => {
    expect(recoverability(t, idOf, none, ok(empty))).toMatchObject({
      kind: 'nothing',
      state: 'attention',
    });
  });

  it('waits for the first backup while the database is being created', () => {
    const changing = {
      ...none,
      status: { ...none.status, state: 'changing' as const },
    };
    expect(recoverability(t, idOf, changing, ok(empty))).toMatchObject({
      kind: 'first-running',
      state: 'changing',
    });
  });

  it.each([
    [false, 'nothing'],
    [undefined, 'unknown'],
  ])(
    'takes no finished backup for one that can be restored: safe %s',
    (safe, kind) => {
      const finished = backups({ recoveryWindow: undefined });
      expect(
        recoverability(
          t,
          idOf,
          databaseView({ safe: claimed(safe), summary: {} }),
          ok(finished),
        ),
      ).toEqual(expect.objectContaining({ kind, lastGoodAt: undefined }));
    },
  );

  it('does not count a possibly unusable backup as good', () => {
    const [finished] = backups().backups;
    const lacking = {
      ...finished,
      finishedAt: ago(1),
      restoreObstacle: {
        kind: 'not-now' as const,
        what: { id: 'unproven', text: 'Its WAL may be missing.' },
      },
    };
    const section = backups({
      backups: [lacking, finished],
      recoveryWindow: undefined,
    });
    expect(
      recoverability(t, idOf, databaseView({ summary: {} }), ok(section)),
    ).toEqual(
      expect.objectContaining({
        kind: 'backup',
        lastGoodAt: finished.finishedAt,
      }),
    );
  });

  it('distinguishes a backup from the protection of recent changes', () => {
    const view = databaseView({ safe: claimed(false) });
    expect(recoverability(t, idOf, view, ok(backups()))).toMatchObject({
      kind: 'window',
      state: 'attention',
      problem: t('recovery.recentLost'),
    });
  });

  it('is not green if the end of the archive is unknown', () => {
    const window = {
      from: ago(9999),
      to: ago(999),
      unprovenTo: ago(1),
      evidence: seen('archive'),
    };
    expect(
      recoverability(
        t,
        idOf,
        databaseView(),
        ok(backups({ recoveryWindow: window })),
      ),
    ).toMatchObject({ kind: 'window', state: 'unknown', window });
    expect(
      recoverability(
        t,
        idOf,
        databaseView({ safe: claimed(undefined) }),
        ok(backups()),
      ),
    ).toMatchObject({ kind: 'window', state: 'unknown' });
  });

  it('reports failing archiving, or a failed newest backup', () => {
    const archiving = {
      state: 'attention' as const,
      reason: message('archivingFails'),
    };
    expect(
      recoverability(t, idOf, databaseView(), ok(backups({ archiving }))),
    ).toMatchObject({
      state: 'attention',
      problem: `${message('archivingFails').id}.`,
    });
    const [finished, failed] = backups().backups;
    expect(
      recoverability(
        t,
        idOf,
        databaseView({ summary: {} }),
        ok(
          backups({
            recoveryWindow: undefined,
            backups: [{ ...failed, finishedAt: ago(1) }, finished],
          }),
        ),
      ),
    ).toMatchObject({
      kind: 'backup',
      state: 'attention',
      lastGoodAt: finished.finishedAt,
    });
  });
});

describe('healthSummary', () => {
  it('returns the largest lag and the number of working standbys', () => {
    expect(healthSummary(t, idOf, databaseView(), health())).toEqual({
      state: 'working',
      evidence: { source: 'instance', at: expect.any(String) },
      primary: 'Primary up',
      standbys: '1 of 1 standby working',
      lag: 'Max replication lag 400\u00a0ms (1.2\u00a0kB)',
    });
  });

  it('is as bad as its worst instance', () => {
    const [primary, standby] = health().instances;
    const broken = { ...standby, state: 'attention' as const, lag: undefined };
    expect(
      healthSummary(
        t,
        idOf,
        databaseView(),
        health({ instances: [primary, broken] }),
      ),
    ).toMatchObject({
      state: 'attention',
      standbys: '0 of 1 standby working',
      lag: 'Max replication lag unknown',
    });
    expect(
      healthSummary(t, idOf, databaseView(), health({ instances: [standby] })),
    ).toMatchObject({
      state: 'unknown',
      primary: t('tiles.health.primaryUnknown'),
    });
  });

  it('never shows zero or an unknown number of instances as working', () => {
    const zero = databaseView({
      summary: { instances: { total: 0, working: 0 } },
    });
    expect(
      healthSummary(t, idOf, zero, health({ instances: [] })).state,
    ).not.toBe('working');
    expect(
      healthSummary(t, idOf, databaseView({ summary: {} }), undefined).state,
    ).toBe('unknown');
  });
});

describe('findDependants', () => {
  it('joins the binding with the catalog, and detects production', async () => {
    const entity = (name: string, lifecycle: string) => ({
      apiVersion: 'v1',
      kind: 'Component',
      metadata: { name },
      spec: { lifecycle },
    });
    const getEntitiesByRefs = jest.fn(async () => ({
      items: [entity('orders', 'production'), entity('report', 'experimental')],
    }));
    const resource = {
      ...entity('orders-db', ''),
      relations: [
        { type: 'dependencyOf', targetRef: 'component:default/orders' },
        { type: 'dependencyOf', targetRef: 'component:default/report' },
        { type: 'ownedBy', targetRef: 'group:default/team' },
      ],
    };

    await expect(
      findDependants(
        { getEntitiesByRefs, getEntityByRef: async () => resource },
        databaseView().binding,
      ),
    ).resolves.toEqual([
      { entityRef: 'component:default/orders', inProduction: true },
      { entityRef: 'component:default/report', inProduction: false },
    ]);
  });
});
