import { createSnapshot, aPart } from '../__testUtils__/createSnapshot';
import { archiveFrom } from './archiveFrom';

it('is the end of the first backup that the archive still holds', () => {
  const snapshot = createSnapshot(
    {
      creationTimestamp: '2026-02-01T00:00:00Z',
      spec: {
        plugins: [
          {
            name: 'barman-cloud.cloudnative-pg.io',
            isWALArchiver: true,
            parameters: { barmanObjectName: 'store' },
          },
        ],
      },
    },
    {
      backups: [
        {
          ...aPart('backups', 'old', {
            spec: {
              cluster: { name: 'orders' },
              method: 'plugin',
              pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
            },
            status: { phase: 'completed', stoppedAt: '2026-02-02T02:05:00Z' },
          }),
          createdAt: '2026-02-02T02:00:00Z',
        },
      ],
      objectStores: [
        aPart('objectStores', 'store', {
          spec: { configuration: { destinationPath: 's3://bucket/db' } },
          status: {
            serverRecoveryWindow: {
              orders: { firstRecoverabilityPoint: '2026-03-01T02:05:00Z' },
            },
          },
        }),
      ],
    },
  );
  expect(archiveFrom(snapshot)).toBe('2026-03-01T02:05:00.000Z');
});
