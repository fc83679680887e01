import { operations } from './__testUtils__/aDatabase';
import { admin, at, owner } from './__testUtils__/startPlugin';
import { orders, startWithDatabases } from './__testUtils__/startWithDatabases';

const request = {
  provider: 'memory',
  location: 'main',
  name: 'fresh',
  entityRef: 'component:default/orders',
};

const start = async () => {
  const started = await startWithDatabases({
    config: {
      postgres: {
        quotas: {
          default: { databases: 2, instances: 3 },
          owners: [{ owner: 'group:default/others', databases: 1 }],
        },
      },
    },
  });
  const { provider } = started;
  provider.databases.set(orders.ref, { ...orders, operations: operations() });
  provider.observe();
  return started;
};

it('rejects a request beyond the quota of the owner, with the usage', async () => {
  const { as, provider } = await start();
  const quotas = async () =>
    (await as(owner).get(`/quotas?entityRef=${request.entityRef}`).expect(200))
      .body;
  const databases = (used: number) => ({
    owner: 'group:default/team',
    quotas: [
      { resource: 'databases', used, limit: 2 },
      { resource: 'instances', used: 0, limit: 3 },
    ],
  });
  expect(await quotas()).toEqual(databases(1));

  const more = { ...request, instances: 4 };
  const large = await as(owner).post('/databases', more).expect(409);
  expect(large.body.error.quota).toEqual({
    resource: 'instances',
    used: 0,
    limit: 3,
  });
  expect(provider.writes).toEqual([]);
  await as(owner).post('/databases', request).expect(200);
  // The same request does not count again.
  await as(owner).post('/databases', request).expect(200);
  expect(await quotas()).toEqual(databases(2));

  const third = { name: 'third', entityRef: request.entityRef };
  for (const call of [
    as(owner).post('/databases', { ...request, ...third }),
    as(owner).post('/databases?dryRun=true', { ...request, ...third }),
    as(owner).post('/manifests', { ...request, ...third }),
    as(owner).post(at(orders.ref, '/restores'), third),
    as(owner).patch(at(orders.ref), { instances: 4 }),
    as(admin).post(at(orders.ref, '/bindings'), {
      owner: 'group:default/others',
    }),
  ]) {
    const { body } = await call.expect(409);
    expect(body.error.message).toMatch(/'postgres\.quotas'/);
  }
  await as(owner).patch(at(orders.ref), { instances: 3 }).expect(200);
});

it('does not return the quotas of a hidden entity', async () => {
  const { as } = await start();
  const { body } = await as(owner)
    .get('/quotas?entityRef=component:default/secret')
    .expect(400);
  expect(body.error.issues[0].field).toBe('entityRef');
});
