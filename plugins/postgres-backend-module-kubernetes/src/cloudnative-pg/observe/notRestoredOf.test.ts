import { createSnapshot } from '../__testUtils__/createSnapshot';
import { notRestoredOf } from './notRestoredOf';

it('says nothing where a copy has all', () => {
  expect(notRestoredOf(createSnapshot())).toBeUndefined();
});

it('names what a copy goes without', () => {
  const words = notRestoredOf(
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
  expect(words).toBe(
    "Not copied: the services orders-outside; the superuser's password of Secret 'root': it gets one of its own; replication from another cluster. The certificate in Secret 'own' is copied: for sslmode verify-full it must hold the new database's host as well.",
  );
});

it("names volumes and plugins that are the source's alone", () => {
  const words = notRestoredOf(
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
  expect(words).toBe(
    'Not copied: volumeName in the pvcTemplate of storage; selector and dataSource in the pvcTemplate of walStorage; volumeName in the pvcTemplate of tablespace hot; the plugins sleeper.example.com.',
  );
});
