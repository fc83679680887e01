import type { ClusterClient } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { StatefulSetSnapshot } from '../model';
import { removeOldJobs } from './removeOldJobs';

it('removes forgotten Jobs of backups, and no other Jobs', async () => {
  const removed: string[] = [];
  const client = {
    delete: async (_kind: unknown, { name }: { name: string }) => {
      removed.push(name);
    },
  } as unknown as ClusterClient;
  const jobs = ['backup', 'restore', 'other'].map(purpose => ({
    purpose,
    name: purpose,
    suspended: true,
    createdAt: '2026-01-01T00:00:00Z',
  })) as unknown as StatefulSetSnapshot['jobs'];
  await removeOldJobs(client, { jobs });
  expect(removed).toEqual(['backup']);
});
