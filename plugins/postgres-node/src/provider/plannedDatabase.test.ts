import { databaseSchema } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import { plannedDatabase } from './plannedDatabase';

it('knows nothing of a database that does not exist yet, and says why', () => {
  const now = new Date('2026-11-26T10:00:00.000Z');
  const planned = {
    provider: 'server',
    location: 'main',
    name: 'orders',
    user: 'orders',
    endpoints: [],
    spec: { protected: true },
    operations: {},
  };
  const database = plannedDatabase(planned, now);
  expect(database).toMatchObject({
    ...planned,
    ref: 'server:main/orders',
    status: { state: 'unknown', reason: message('dryRun') },
    usable: { value: null, reason: message('dryRun') },
    safe: { value: null, reason: message('dryRun') },
    observedAt: now.toISOString(),
  });
  expect(databaseSchema.parse(database)).toEqual(database);
});
