import { databaseOperations } from '@pgstage/backstage-plugin-postgres-common';
import { operations } from './__testUtils__/aDatabase';
import { memoryMessage } from './__testUtils__/messages';
import { admin, at, owner, reader, uidOf } from './__testUtils__/startPlugin';
import { orders, startWithDatabases } from './__testUtils__/startWithDatabases';

const { ref } = orders;

const calls = [
  ['restart', { instance: 'orders-2', reload: true }, 'restart'],
  ['switchover', { instance: 'orders-2' }, 'switchover'],
  ['promote', { instance: 'orders-2' }, 'promote'],
  ['hibernate', { wake: true }, 'hibernate'],
  ['fence', { instances: ['orders-1'], lift: true }, 'fence'],
  ['delete-backup', { backup: 'monday' }, 'deleteBackup'],
  ['rotate-login', { overlapMinutes: 60 }, 'rotateLogin'],
  ['destroy-instance', { instance: 'orders-2' }, 'destroyInstance'],
] as const;

describe.each(calls)('POST %s', (path, body, method) => {
  it('runs for an owner, is visible to the next reader, and is audited with the input', async () => {
    const { as, provider, audit } = await startWithDatabases();
    const answer = await as(owner)
      .post(at(ref, `/${path}`), body)
      .expect(200);
    const { status } = answer.body;
    expect(status).toMatchObject({
      state: 'changing',
      reason: memoryMessage('called', { method, input: JSON.stringify(body) }),
    });
    expect((await as(owner).get(at(ref)).expect(200)).body.status).toEqual(
      status,
    );
    expect(provider.writes).toEqual([{ method, ref, actor: owner }]);
    expect(audit).toEqual([
      {
        eventId: `database-${path}`,
        severityLevel: 'medium',
        outcome: 'success',
        meta: { ref, ...body },
      },
    ]);
  });

  it('is denied to a reader, hidden from others, and validated', async () => {
    const { as, provider, audit } = await startWithDatabases();
    const { body: refusal } = await as(reader)
      .post(at(ref, `/${path}`), body)
      .expect(403);
    expect(refusal.error.permission).toBe(
      databaseOperations[path].permission.name,
    );
    await as(owner)
      .post(at('memory:main/secret', `/${path}`), body)
      .expect(404);
    const { body: bad } = await as(owner)
      .post(at(ref, `/${path}`), { ...body, nope: 1 })
      .expect(400);
    expect(bad.error.issues).toEqual([
      { field: 'nope', rule: 'is not a known field' },
    ]);
    expect(provider.writes).toEqual([]);
    expect(audit.map(({ outcome }) => outcome)).toEqual([
      'fail',
      'fail',
      'fail',
    ]);
    expect(JSON.stringify(audit)).not.toContain('nope');
  });

  it('is 501 with the reason if the database or the provider does not support it', async () => {
    const { as, provider } = await startWithDatabases();
    Object.assign(provider, { [method]: undefined });
    await as(owner)
      .post(at(ref, `/${path}`), body)
      .expect(501);
    const reason = memoryMessage('managedByArgo');
    const managed = operations({ [path]: reason });
    provider.databases.set(ref, { ...orders, operations: managed });
    provider.observe();
    const { body: answer } = await as(owner)
      .post(at(ref, `/${path}`), body)
      .expect(501);
    expect(answer.error.message).toContain(reason.text);
  });
});

describe('POST restores', () => {
  const path = at(ref, '/restores');
  const restore = {
    name: 'copy',
    entityRef: 'component:default/orders',
    targetTime: '2026-01-02T03:04:05Z',
  };
  const start = async () => {
    const started = await startWithDatabases();
    const { provider } = started;
    for (const [key, database] of provider.databases) {
      provider.databases.set(key, { ...database, operations: operations() });
    }
    provider.observe();
    return started;
  };

  it('creates the requested database, is idempotent, and audits both names', async () => {
    const { as, provider, audit } = await start();
    const { body } = await as(owner).post(path, restore).expect(200);
    expect(body).toMatchObject({
      ref: 'memory:main/copy',
      binding: {
        resourceRef: 'resource:default/copy',
        entityRefs: ['component:default/orders'],
        owner: 'group:default/team',
      },
    });
    const again = await as(owner).post(path, restore).expect(200);
    expect(again.body.revision).toBe(body.revision);
    await as(owner).get(at('memory:main/copy')).expect(200);
    expect(provider.databases.get(ref)?.status.state).toBe('working');
    expect(audit[0]).toMatchObject({
      eventId: 'database-restore',
      meta: { ref, ...restore },
    });
  });

  it('requires the permission to restore the source and to create for the entity', async () => {
    const { as, provider } = await start();
    const stock = { ...restore, entityRef: 'component:default/stock' };
    // rick owns the component that would get the data, olive owns the data.
    const source = await as(reader).post(path, stock).expect(403);
    expect(source.body.error.permission).toBe('postgres.database.restore');
    const target = await as(owner).post(path, stock).expect(403);
    expect(target.body.error.permission).toBe('postgres.database.create');
    await as(owner)
      .post(path, { ...restore, owner: 'group:default/others' })
      .expect(400);
    expect(provider.writes).toEqual([]);
    await as(admin).post(path, stock).expect(200);
  });

  it('never overwrites the source or a hidden database', async () => {
    const { as, provider } = await start();
    const same = await as(owner)
      .post(path, { ...restore, name: 'orders' })
      .expect(400);
    expect(same.body.error.issues[0].field).toBe('name');
    const hidden = await as(owner)
      .post(path, { ...restore, name: 'secret' })
      .expect(409);
    expect(JSON.stringify(hidden.body)).not.toContain('others');
    const loose = await as(admin)
      .post(path, { ...restore, name: 'loose' })
      .expect(409);
    expect(loose.body.error.differences).toHaveLength(1);
    expect(
      provider.databases.get('memory:main/loose')?.binding,
    ).toBeUndefined();
  });

  it('is 501 if it is not supported', async () => {
    const { as } = await startWithDatabases();
    const { body } = await as(owner).post(path, restore).expect(501);
    expect(body.error.message).toContain(memoryMessage('askPlatformTeam').text);
  });
});

describe('POST manifests', () => {
  const request = {
    provider: 'memory',
    location: 'main',
    name: 'fresh',
    entityRef: 'component:default/orders',
  };

  it('returns the files with the binding to an owner, and writes nothing', async () => {
    const { as, provider, audit } = await startWithDatabases();
    const { body } = await as(owner).post('/manifests', request).expect(200);
    expect(JSON.parse(body.files['fresh.yaml'])).toEqual({
      resourceRef: 'resource:default/fresh',
      entityRefs: ['component:default/orders'],
      owner: 'group:default/team',
      entityUids: {
        'component:default/orders': uidOf('component:default/orders'),
        'group:default/team': uidOf('group:default/team'),
      },
    });
    expect(provider.writes).toEqual([]);
    expect(provider.databases.has('memory:main/fresh')).toBe(false);
    expect(audit).toEqual([]);
  });

  it('renders a database of the entity again, for a second pull request', async () => {
    const { as } = await startWithDatabases();
    const { body } = await as(owner)
      .post('/manifests', { ...request, name: 'orders' })
      .expect(200);
    expect(body.files['orders.yaml']).toContain('resource:default/orders');
  });

  it.each([
    [reader, {}, 403, /ask group:default\/team/],
    [owner, { location: 'nope' }, 400, /location must be one of: main/],
    [owner, { name: 'secret' }, 409, /that you are not allowed to see/],
    [
      admin,
      { name: 'loose', resourceName: 'other' },
      409,
      /does not belong to/,
    ],
  ])('rejects %s with %j: %d', async (user, change, status, message) => {
    const { as } = await startWithDatabases();
    const { body } = await as(user)
      .post('/manifests', { ...request, ...change })
      .expect(status);
    expect(body.error.message).toMatch(message);
  });

  it('is 501 if the provider does not use manifests', async () => {
    const { as, provider } = await startWithDatabases();
    provider.render = undefined;
    const { body } = await as(owner).post('/manifests', request).expect(501);
    expect(body.error.message).toContain('does not offer');
  });
});
