import { aFoundDatabase } from '../__testUtils__/aFoundDatabase';
import { notRestoredOf } from './notRestoredOf';

it('says nothing where a copy has all', () => {
  expect(notRestoredOf(aFoundDatabase())).toBeUndefined();
});

it('names what a copy goes without', () => {
  const words = notRestoredOf(
    aFoundDatabase({
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
