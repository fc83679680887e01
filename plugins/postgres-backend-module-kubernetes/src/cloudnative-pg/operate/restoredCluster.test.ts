import type { Backup } from '@pgstage/backstage-plugin-postgres-common';
import type { RecoveryPoint } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { aPart } from '../__testUtils__/createSnapshot';
import { restoredCluster } from './restoredCluster';

const backup: Backup = {
  id: 'nightly',
  method: 'plugin',
  scope: 'server',
  status: 'finished',
  startedAt: '2026-03-01T02:00:00.000Z',
};
const targetTime = '2026-03-02T02:00:00.000Z';

it.each<[string, RecoveryPoint, object]>([
  ['its own end', { backup }, { targetImmediate: true }],
  ['a later point in time', { backup, targetTime }, { targetTime }],
  ['the end of the archive', { backup, toEnd: true }, {}],
])('starts with a backup of the archive, up to %s', (_, point, target) => {
  const { spec } = restoredCluster({
    metadata: { namespace: 'shop', name: 'copy' },
    source: { metadata: { name: 'orders' }, spec: {} },
    point,
    image: {},
    backup: aPart('backups', 'nightly', {
      spec: { cluster: { name: 'orders' }, method: 'plugin' },
      status: { phase: 'completed', backupId: '20260301T020000' },
    }),
    login: {},
    serverName: 'copy-1-pg17',
    objectStore: 'copy',
  });
  expect(spec).toHaveProperty('bootstrap.recovery.recoveryTarget', {
    backupID: '20260301T020000',
    ...target,
  });
});
