import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { kubernetesMessage } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { createSnapshot, aPart } from '../__testUtils__/createSnapshot';
import { message } from '../messages';
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

it.each<[Message, Parameters<typeof createSnapshot>[0], (typeof good)[]]>([
  [
    kubernetesMessage('isHibernated'),
    { annotations: { 'cnpg.io/hibernation': 'on' } },
    [good],
  ],
  [
    message('needsFenceLifted'),
    { annotations: { 'cnpg.io/fencedInstances': '["orders-2"]' } },
    [good],
  ],
  [
    message('needsInstancesReady', { ready: 2, desired: 3 }),
    { spec: { instances: 3 } },
    [good],
  ],
  [
    message('needsHealthyPhase', { phase: 'Upgrading cluster' }),
    { status: { phase: 'Upgrading cluster' } },
    [good],
  ],
  [message('needsBackupOf', { version: 17 }), {}, []],
  [
    message('needsBackupOf', { version: 17 }),
    {},
    [backup('before', { phase: 'completed', majorVersion: 16 })],
  ],
  [
    message('needsBackupOf', { version: 17 }),
    { status: { pgDataImageInfo: undefined, image: 'postgres:17.6' } },
    [backup('before', { phase: 'completed', majorVersion: 16 })],
  ],
  [
    message('needsOwnArchive'),
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
  [
    message('needsBackupEnded'),
    {},
    [good, backup('now', { phase: 'running' })],
  ],
])('refuses with %j', (reason, given, backups) => {
  expect(() => upgrade('18', given, backups)).toThrow(reason.text);
});
