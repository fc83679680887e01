import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  databaseViewSchema,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import { FakeProvider } from './__testUtils__/FakeProvider';
import {
  admin,
  at,
  owner,
  reader,
  startPlugin,
} from './__testUtils__/startPlugin';
import { orders, startWithDatabases } from './__testUtils__/startWithDatabases';
import { message } from './messages';

describe('reading', () => {
  it('shows databases whose entities are visible, and unbound ones to administrators', async () => {
    const { as, asService } = await startWithDatabases();
    const names = async (client: ReturnType<typeof as>) =>
      (await client.get('/databases').expect(200)).body.items.map(
        (d: Database) => d.name,
      );
    expect(await names(as(owner))).toEqual(['orders']);
    expect(await names(as(reader))).toEqual(['orders']);
    expect(await names(as(admin))).toEqual(['loose', 'orders', 'secret']);
    expect(await names(asService)).toEqual(['loose', 'orders', 'secret']);
  });

  it('finds by entity and by Resource, in any case', async () => {
    const { as } = await startWithDatabases();
    for (const ref of ['component:default/Orders', 'resource:default/orders']) {
      const { body } = await as(reader)
        .get(`/databases?entityRef=${ref}`)
        .expect(200);
      expect(body).toMatchObject({
        totalItems: 1,
        complete: true,
        problems: [],
      });
    }
    const { body } = await as(reader)
      .get('/databases?entityRef=component:default/stock')
      .expect(200);
    expect(body.items).toEqual([]);
  });

  it('fulfills the contract, with the permissions of the user', async () => {
    const { as } = await startWithDatabases();
    const mine = (await as(owner).get(at('memory:main/orders')).expect(200))
      .body;
    expect(databaseViewSchema.parse(mine)).toEqual(mine);
    expect(mine.permits.remove).toEqual({
      allowed: true,
      permission: 'postgres.database.remove',
    });
    expect(mine.operations['reveal-credentials'].supported).toBe(false);
    const ofReader = (
      await as(reader).get(at('memory:main/orders')).expect(200)
    ).body;
    expect(ofReader.permits.backup).toEqual({
      allowed: false,
      permission: 'postgres.database.backup',
      reason: message('askOwnersOfDatabase', {
        count: 1,
        owners: 'group:default/team',
      }),
      ask: ['group:default/team'],
    });
  });

  it('returns the same for a hidden database as for a missing one', async () => {
    const { as } = await startWithDatabases();
    const messageOf = async (name: string) => {
      const { body } = await as(reader)
        .get(at(`memory:main/${name}`))
        .expect(404);
      return body.error.message.replaceAll(name, 'X');
    };
    expect(await messageOf('secret')).toBe(await messageOf('nothing'));
    expect(await messageOf('loose')).toBe(await messageOf('nothing'));
    for (const name of ['secret', 'nothing']) {
      await as(reader)
        .get(at(`memory:main/${name}`, '/health'))
        .expect(404);
      await as(reader)
        .delete(at(`memory:main/${name}`))
        .expect(204);
    }
    await as(admin).get(at('memory:main/secret')).expect(200);
  });

  it('rejects unauthenticated requests', async () => {
    const { asNobody } = await startWithDatabases();
    for (const call of [
      asNobody.get('/databases'),
      asNobody.get('/providers'),
      asNobody.get(at('memory:main/orders', '/health')),
      asNobody.post('/databases', {}),
      asNobody.post(at('memory:main/orders', '/credentials/reveal')),
    ]) {
      expect((await call).status).toBe(401);
    }
  });

  it('names each invalid field of a query', async () => {
    const { as } = await startWithDatabases();
    const { body } = await as(owner)
      .get('/databases?limit=0&unbound=maybe&colour=red')
      .expect(400);
    expect(
      body.error.issues.map((issue: { field: string }) => issue.field).sort(),
    ).toEqual(['colour', 'limit', 'unbound']);
    expect(
      (await as(owner).get('/databases?state=fine').expect(400)).body.error
        .issues[0].field,
    ).toBe('state');
    await as(owner).get('/databases?cursor=zzz').expect(400);
    await as(owner).get('/databases/no-ref').expect(400);
  });

  it('does not return a section from before a change of the database', async () => {
    const { as, provider } = await startWithDatabases();
    const read = () => as(reader).get(at('memory:main/orders', '/health'));
    await read();
    await read();
    expect(provider.calls).toBe(1);
    const { status } = orders;
    provider.connected!.upsert({
      ...orders,
      status: { ...status, state: 'changing' },
      observedAt: new Date().toISOString(),
    });
    await read();
    expect(provider.calls).toBe(2);
  });

  it('calls the provider and the catalog once for thirty viewers', async () => {
    const { as, provider, catalogReads } = await startWithDatabases();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        as(reader).get(at('memory:main/orders', '/health')),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
    expect(answers[0].body).toMatchObject({
      status: 'ok',
      data: { instances: [{ role: 'primary' }] },
    });
    expect(provider.calls).toBe(1);
    const before = catalogReads.mock.calls.length;
    await as(reader)
      .get('/databases?entityRef=component:default/orders')
      .expect(200);
    expect(catalogReads.mock.calls.length).toBe(before);
  });

  it('ends a long poll with a change, or with the same revision after the timeout', async () => {
    const { as, provider } = await startWithDatabases();
    const path = at('memory:main/orders');
    const { revision } = (await as(owner).get(path)).body;
    const idle = await as(owner)
      .get(`${path}?after=${revision}&waitSeconds=0.1`)
      .expect(200);
    expect(idle.body.revision).toBe(revision);

    const waiting = as(owner)
      .get(`${path}?after=${revision}&waitSeconds=60`)
      .then(({ body }) => body);
    setTimeout(() => {
      const current = provider.databases.get('memory:main/orders')!;
      provider.connected!.upsert({
        ...current,
        safe: claimed(true),
        observedAt: new Date().toISOString(),
      });
    }, 200);
    const changed = await waiting;
    expect(changed).toMatchObject({ safe: { value: true } });
    expect(changed.revision).not.toBe(revision);
    await as(owner).get(`${path}?after=x&waitSeconds=61`).expect(400);
  });

  it('keeps the last data of an unreachable location, and reports it', async () => {
    const { as, provider } = await startWithDatabases();
    provider.connected!.unreachable('main', 'server main refuses connections');
    const { body } = await as(owner).get('/databases').expect(200);
    expect(body.problems).toEqual([
      {
        provider: 'memory',
        location: 'main',
        since: expect.any(String),
        message: 'server main refuses connections',
      },
    ]);
    expect(body.items[0]).toMatchObject({
      name: 'orders',
      unreachable: { message: 'server main refuses connections' },
    });
    provider.observe();
    expect(
      (await as(owner).get(at('memory:main/orders'))).body.unreachable,
    ).toBeUndefined();
  });

  it('describes the providers', async () => {
    const { as } = await startWithDatabases();
    const { body } = await as(reader).get('/providers').expect(200);
    expect(body).toMatchObject({
      items: [{ id: 'memory', locations: [{ id: 'main' }] }],
      problems: [],
    });
  });

  it('shows notices for the platform team only to administrators', async () => {
    const provider = new FakeProvider();
    provider.notices = [
      {
        id: 'x',
        severity: 'warning',
        what: { id: 'x', text: 'X.' },
        nextStep: { id: 'y', text: 'Y.' },
      },
    ];
    const { as } = await startPlugin({ providers: [provider] });
    const noticesFor = async (user: string) =>
      (await as(user).get('/providers').expect(200)).body.items[0].locations[0]
        .notices;
    expect(await noticesFor(admin)).toEqual(provider.notices);
    expect(await noticesFor(reader)).toBeUndefined();
  });
});
