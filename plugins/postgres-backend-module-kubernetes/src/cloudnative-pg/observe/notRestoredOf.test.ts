import { createSnapshot } from '../__testUtils__/createSnapshot';
import { notRestoredOf } from './notRestoredOf';

it('is undefined if nothing is missing in a copy', () => {
  expect(notRestoredOf(createSnapshot())).toBeUndefined();
});

it('names what is missing in a copy', () => {
  const text = notRestoredOf(
    createSnapshot({
      spec: {
        managed: {
          services: {
            additional: [
              { serviceTemplate: { metadata: { name: 'orders-outside' } } },
            ],
          },
        },
        superuserSecret: { name: 'root' },
        replica: { source: 'other' },
        certificates: { serverTLSSecret: 'own' },
      },
    }),
  );
  expect(text?.text).toBe(
    "Not copied: the services orders-outside; the superuser password in Secret 'root', because the copy gets its own; replication from another cluster. The certificate in Secret 'own' is copied: for sslmode verify-full, it must also include the host of the new database.",
  );
});

it('names volumes and plugins that only the source has', () => {
  const text = notRestoredOf(
    createSnapshot({
      spec: {
        storage: { pvcTemplate: { volumeName: 'pv', storageClassName: 'x' } },
        walStorage: { pvcTemplate: { selector: {}, dataSource: {} } },
        tablespaces: [
          { name: 'hot', storage: { pvcTemplate: { volumeName: 'pv2' } } },
        ],
        plugins: [
          { name: 'barman-cloud.cloudnative-pg.io' },
          { name: 'sleeper.example.com' },
        ],
      },
    }),
  );
  expect(text?.text).toBe(
    'Not copied: volumeName in the pvcTemplate of storage; selector, dataSource in the pvcTemplate of walStorage; volumeName in the pvcTemplate of tablespace hot; the plugins sleeper.example.com.',
  );
});
