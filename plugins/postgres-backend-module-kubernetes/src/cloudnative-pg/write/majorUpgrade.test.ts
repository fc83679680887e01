import { createSnapshot, aPart } from '../__testUtils__/createSnapshot';
import { checkMajorUpgrade } from './majorUpgrade';
import type { ClusterPlan } from './manifests';

const plan = (version: string) => ({ spec: { version } } as ClusterPlan);
const backup = (name: string, status: object) =>
  aPart('backups', name, {
    spec: { cluster: { name: 'orders' }, method: 'plugin' },
    status: { startedAt: '2026-11-21T10:00:00Z', ...status },
  });
const good = backup('good', { phase: 'completed', majorVersion: 17 });

const upgrade = (
  to: string,
  given: Parameters<typeof createSnapshot>[0] = {},
  backups = [good],
) =>
  checkMajorUpgrade(plan('17'), plan(to), createSnapshot(given, { backups }));

it('allows an upgrade of a healthy, backed-up database', () => {
  expect(() => upgrade('18')).not.toThrow();
  expect(() => upgrade('17.9', {}, [])).not.toThrow();
});

it('refuses a downgrade', () => {
  expect(() => upgrade('16')).toThrow(/^version must be at least 17/);
});

it.each<[RegExp, Parameters<typeof createSnapshot>[0], (typeof good)[]]>([
  [/is hibernated/, { annotations: { 'cnpg.io/hibernation': 'on' } }, [good]],
  [
    /are fenced/,
    { annotations: { 'cnpg.io/fencedInstances': '["orders-2"]' } },
    [good],
  ],
  [/only 2 of 3 instances/, { spec: { instances: 3 } }, [good]],
  [
    /reports "Upgrading cluster"/,
    { status: { phase: 'Upgrading cluster' } },
    [good],
  ],
  [/no backup of PostgreSQL 17/, {}, []],
  [
    /no backup of PostgreSQL 17/,
    {},
    [backup('before', { phase: 'completed', majorVersion: 16 })],
  ],
  [
    /no backup of PostgreSQL 17/,
    { status: { pgDataImageInfo: undefined, image: 'postgres:17.6' } },
    [backup('before', { phase: 'completed', majorVersion: 16 })],
  ],
  [
    /its archive was configured outside pgstage/,
    {
      annotations: { 'pgstage.io/adopted': 'true' },
      spec: {
        plugins: [
          { name: 'barman-cloud.cloudnative-pg.io', isWALArchiver: true },
        ],
      },
    },
    [good],
  ],
  [/a backup is running/, {}, [good, backup('now', { phase: 'running' })]],
])('refuses with %s', (reason, given, backups) => {
  expect(() => upgrade('18', given, backups)).toThrow(reason);
});
