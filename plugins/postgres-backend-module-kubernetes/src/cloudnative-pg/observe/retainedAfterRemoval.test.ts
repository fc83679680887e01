import { createSnapshot, aPart } from '../__testUtils__/createSnapshot';
import { retainedAfterRemoval } from './retainedAfterRemoval';

const store = aPart('objectStores', 'store', {
  spec: { configuration: { destinationPath: 's3://backups/x/' } },
});
const snapshot = aPart('backups', 'b', {
  spec: { cluster: { name: 'orders' }, method: 'volumeSnapshot' },
});

it('reports that nothing is retained outside if there was no backup', () => {
  expect(retainedAfterRemoval(createSnapshot()).text).toMatch(
    /volumes are deleted.*reclaim policy Retain.*No backup outside the cluster is known/,
  );
});

it('names the folder of the archive, which is retained indefinitely', () => {
  const parameters = { barmanObjectName: 'store', serverName: 'orders-1-pg17' };
  const spec = { plugins: [{ name: 'barman', parameters }] };
  const text = retainedAfterRemoval(
    createSnapshot({ spec }, { objectStores: [store] }),
  ).text;
  expect(text).toContain(
    'WAL under s3://backups/x/orders-1-pg17, which are no longer cleaned up',
  );
  expect(text).not.toContain('No backup');
  const inTree = { barmanObjectStore: { destinationPath: 's3://old' } };
  expect(
    retainedAfterRemoval(createSnapshot({ spec: { backup: inTree } })).text,
  ).toContain('under s3://old/orders,');
});

it('reports whether snapshots are deleted with the Cluster', () => {
  const text = (snapshotOwnerReference?: string) =>
    retainedAfterRemoval(
      createSnapshot(
        {
          spec: {
            backup: {
              volumeSnapshot: { className: 'csi', snapshotOwnerReference },
            },
          },
        },
        { backups: [snapshot] },
      ),
    ).text;
  expect(text()).toContain('the volume snapshots of its backups');
  expect(text('cluster')).toMatch(/No backup outside/);
});

it('includes backups that only another plugin, or an older Backup, reports', () => {
  const backups = [
    aPart('backups', 'old', {
      spec: { cluster: { name: 'orders' }, method: 'barmanObjectStore' },
      status: { phase: 'completed', destinationPath: 's3://before/' },
    }),
    aPart('backups', 'rest', {
      spec: {
        cluster: { name: 'orders' },
        method: 'plugin',
        pluginConfiguration: { name: 'pgbackrest.example.com' },
      },
    }),
  ];
  expect(retainedAfterRemoval(createSnapshot({}, { backups })).text).toMatch(
    /under s3:\/\/before\/orders.*what pgbackrest.example.com has backed up and archived, wherever it is stored/,
  );
  const plugins = [{ name: 'pgbackrest.example.com', isWALArchiver: true }];
  expect(
    retainedAfterRemoval(createSnapshot({ spec: { plugins } })).text,
  ).not.toMatch(/No backup/);
});
