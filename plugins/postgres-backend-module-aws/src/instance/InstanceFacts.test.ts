import { runningInstance } from '../__testUtils__/instances';
import { instanceFacts } from './InstanceFacts';

it('reads an instance that runs', () => {
  expect(instanceFacts(runningInstance())).toMatchObject({
    identifier: 'orders',
    resourceId: 'db-ORDERS',
    status: 'available',
    endpoint: { host: 'orders.x.eu-west-1.rds.amazonaws.com', port: 5432 },
    createdAt: '2030-01-01T10:05:00.000Z',
    secret: { status: 'active' },
    certificate: { validTill: '2031-01-01T10:00:00.000Z' },
    extendedSupport: false,
    pending: [],
  });
});

it('leaves out absent fields', () => {
  const facts = instanceFacts({ DBInstanceIdentifier: 'new' });
  expect(facts).toMatchObject({ identifier: 'new', status: '', tags: {} });
  for (const key of ['endpoint', 'createdAt', 'secret', 'replication'])
    expect(facts[key as keyof typeof facts]).toBeUndefined();
});

it('returns the names of pending fields without values', () => {
  const facts = instanceFacts(
    runningInstance({
      PendingModifiedValues: {
        MasterUserPassword: 'hunter2secret',
        AllocatedStorage: 40,
        ProcessorFeatures: [],
      },
    }),
  );
  expect(facts.pending).toEqual(['MasterUserPassword', 'AllocatedStorage']);
  expect(JSON.stringify(facts)).not.toContain('hunter2secret');
});
