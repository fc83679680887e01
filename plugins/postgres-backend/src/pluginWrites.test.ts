import { ServiceUnavailableError } from '@backstage/errors';
import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';
import { operations } from './__testUtils__/aDatabase';
import { CANARY } from './__testUtils__/FakeProvider';
import { memoryMessage } from './__testUtils__/messages';
import { admin, at, owner, reader, uidOf } from './__testUtils__/startPlugin';
import { orders, startWithDatabases } from './__testUtils__/startWithDatabases';
import { message } from './messages';

describe('operations on a database', () => {
  const ref = 'memory:main/orders';
  const ordersAgain = {
    provider: 'memory',
    location: 'main',
    name: 'orders',
    entityRef: 'component:default/orders',
  };

  it('run for owners and administrators, and are audited', async () => {
    const { as, provider, audit } = await startWithDatabases();
    const changed = await as(owner)
      .patch(at(ref), { connectionLimit: 7 })
      .expect(200);
    expect(changed.body.spec).toEqual({ connectionLimit: 7 });
    await as(owner).post(at(ref, '/rotate-password')).expect(200);
    await as(admin).post(at(ref, '/backups'), {}).expect(200);
    await as(owner).delete(at(ref)).expect(204);
    await as(owner).get(at(ref)).expect(404);
    await as(owner).delete(at(ref)).expect(204);
    expect(provider.writes.map(({ method, actor }) => [method, actor])).toEqual(
      [
        ['change', owner],
        ['rotatePassword', owner],
        ['createBackup', admin],
        ['remove', owner],
      ],
    );
    expect(
      audit.map(({ eventId, outcome, severityLevel }) => [
        eventId,
        outcome,
        severityLevel,
      ]),
    ).toEqual([
      ['database-change', 'success', 'medium'],
      ['database-rotate-password', 'success', 'medium'],
      ['database-backup', 'success', 'medium'],
      ['database-remove', 'success', 'medium'],
      ['database-remove', 'success', 'medium'],
    ]);
  });

  it('remove a database that this replica has not read yet', async () => {
    const { as, provider } = await startWithDatabases();
    const known = provider.databases.get(ref)!;
    const created = { ...known, ref: 'memory:main/fresh', name: 'fresh' };
    provider.databases.set(created.ref, created);
    await as(reader).delete(at(created.ref)).expect(403);
    expect(provider.databases.has(created.ref)).toBe(true);
    await as(owner).delete(at(created.ref)).expect(204);
    expect(provider.databases.has(created.ref)).toBe(false);
  });

  it('create a database without the binding of one that this replica still lists', async () => {
    const { as, provider } = await startWithDatabases();
    const binding = {
      ...orders.binding!,
      entityRefs: ['component:default/orders', 'component:default/stock'],
    };
    provider.databases.set(ref, { ...orders, binding });
    provider.observe();
    provider.databases.delete(ref);
    const { body } = await as(owner)
      .post('/databases', ordersAgain)
      .expect(200);
    expect(body.binding.entityRefs).toEqual(['component:default/orders']);
  });

  it('reject a create if another replica removes the database after the binding was planned', async () => {
    const { as, provider } = await startWithDatabases();
    const { refresh } = provider;
    provider.refresh = async each => {
      await refresh!(each);
      provider.databases.delete(ref);
    };
    const { body } = await as(owner)
      .post('/databases', ordersAgain)
      .expect(409);
    expect(body.error.code).toBe('RecordChanged');
    expect(provider.databases.has(ref)).toBe(false);
  });

  it('say that a database is removed only if its engine could be asked', async () => {
    const { as, provider } = await startWithDatabases();
    provider.refresh = async () => {
      throw new ServiceUnavailableError('The engine does not respond');
    };
    const { body } = await as(owner)
      .delete(at('memory:main/fresh'))
      .expect(503);
    expect(body.error.message).toBe('The engine does not respond');
  });

  it('change the sections immediately', async () => {
    const { as, provider } = await startWithDatabases();
    await as(owner).get(at(ref, '/backups')).expect(200);
    await as(owner).get(at(ref, '/backups')).expect(200);
    expect(provider.calls).toBe(1);
    await as(owner).post(at(ref, '/backups'), {}).expect(200);
    await as(owner).get(at(ref, '/backups')).expect(200);
    expect(provider.calls).toBe(2);
    await as(owner).post(at(ref, '/rotate-password')).expect(200);
    await as(owner).get(at(ref, '/backups')).expect(200);
    expect(provider.calls).toBe(3);
  });

  it('are denied to readers, each with its permission', async () => {
    const { as, provider } = await startWithDatabases();
    const client = as(reader);
    const refused = [
      ['change', client.patch(at(ref), { connectionLimit: 7 })],
      ['rotate-password', client.post(at(ref, '/rotate-password'))],
      ['backup', client.post(at(ref, '/backups'), {})],
      [
        'bind',
        client.post(at(ref, '/bindings'), { add: ['component:default/stock'] }),
      ],
      ['remove', client.delete(at(ref))],
      ['force-remove', as(owner).delete(`${at(ref)}?force=true`)],
      ['reveal-credentials', client.post(at(ref, '/credentials/reveal'))],
    ] as const;
    for (const [name, call] of refused) {
      const { body } = await call.expect(403);
      expect(body.error.permission).toBe(`postgres.database.${name}`);
    }
    expect(provider.writes).toEqual([]);
    await as(admin)
      .delete(`${at(ref)}?force=true`)
      .expect(204);
  });

  it('are 501 with the reason if the provider does not support them', async () => {
    const { as, provider } = await startWithDatabases();
    const reason = memoryMessage('managedByArgo');
    provider.databases.set(ref, {
      ...orders,
      operations: operations({ change: reason }),
    });
    provider.observe();
    const managed = await as(owner)
      .patch(at(ref), { connectionLimit: 7 })
      .expect(501);
    expect(managed.body.error.message).toContain(reason.text);
    provider.databases.set(ref, orders);
    provider.observe();
    provider.change = undefined;
    provider.listBackups = undefined;
    await as(owner).patch(at(ref), { connectionLimit: 7 }).expect(501);
    const { body } = await as(owner).get(at(ref, '/backups')).expect(200);
    expect(body).toMatchObject({
      status: 'unsupported',
      message: expect.stringContaining(
        message('notOffered', { provider: 'memory' }).text,
      ),
    });
  });

  it('name the system that failed, and no secret', async () => {
    const { as, provider } = await startWithDatabases();
    provider.failure = new UpstreamError(
      'server main',
      'connection refused',
      'Start it.',
    );
    const failed = await as(owner)
      .post(at(ref, '/rotate-password'))
      .expect(503);
    expect(failed.body.error.message).toBe(
      'server main failed: connection refused. Start it.',
    );
    // An uncaught error of a driver.
    provider.failure = Object.assign(
      new Error(`postgres://admin:${CANARY}@db`),
      {
        statusCode: 200,
        config: { password: CANARY },
      },
    );
    const raw = await as(owner).post(at(ref, '/rotate-password')).expect(500);
    const section = await as(owner).get(at(ref, '/health')).expect(200);
    expect(section.body).toMatchObject({ status: 'unreachable' });
    for (const { body } of [raw, section])
      expect(JSON.stringify(body)).not.toContain(CANARY);
  });
});

describe('bind', () => {
  it('requires the owner of both sides', async () => {
    const { as } = await startWithDatabases();
    const path = at('memory:main/orders', '/bindings');
    const add = { add: ['component:default/stock'] };
    expect(
      (await as(owner).post(path, add).expect(403)).body.error.message,
    ).toContain('ask group:default/others');
    const { body } = await as(admin).post(path, add).expect(200);
    expect(body.binding.entityRefs).toEqual([
      'component:default/orders',
      'component:default/stock',
    ]);
    // Now rick owns one of its entities.
    const removed = await as(reader)
      .post(path, { remove: ['component:default/stock'] })
      .expect(200);
    expect(removed.body.binding.entityRefs).toEqual([
      'component:default/orders',
    ]);
    expect(
      (
        await as(owner)
          .post(path, { add: ['component:default/nope'] })
          .expect(400)
      ).body.error.issues[0].field,
    ).toBe('add.0');
  });

  it('does not bind a database to its own Resource', async () => {
    const { as } = await startWithDatabases();
    const { body } = await as(owner)
      .post(at('memory:main/orders', '/bindings'), {
        add: ['resource:default/orders'],
      })
      .expect(400);
    expect(body.error.issues).toEqual([
      { field: 'add.0', rule: "must not be the database's own Resource" },
    ]);
  });

  it('names each owner once if another one is rejected', async () => {
    const { as } = await startWithDatabases();
    const { body } = await as(owner)
      .post(at('memory:main/orders', '/bindings'), {
        add: ['component:default/returns'],
        owner: 'group:default/others',
      })
      .expect(400);
    expect(body.error.message).toContain('(group:default/team)');
  });

  it('does not lose one of two concurrent changes', async () => {
    const { as, provider } = await startWithDatabases();
    const path = at('memory:main/orders', '/bindings');
    let open = () => undefined as void;
    provider.gate = new Promise(resolve => (open = resolve));
    const both = Promise.all([
      as(admin)
        .post(path, { add: ['component:default/stock'] })
        .expect(200),
      as(admin)
        .post(path, { add: ['component:default/orphan'] })
        .expect(200),
    ]);
    // Enough time for the second call to interfere, if it is not blocked.
    await new Promise(resolve => setTimeout(resolve, 300));
    open();
    await both;
    const { body } = await as(admin).get(at('memory:main/orders')).expect(200);
    expect(body.binding.entityRefs).toHaveLength(3);
  });

  it('lets administrators adopt an unbound database', async () => {
    const { as, events } = await startWithDatabases();
    const path = at('memory:main/loose', '/bindings');
    await as(owner)
      .post(path, { add: ['component:default/orders'], adopt: true })
      .expect(404);
    await as(admin)
      .post(path, { add: ['component:default/orders'] })
      .expect(409);
    const { body } = await as(admin)
      .post(path, { add: ['component:default/orders'], adopt: true })
      .expect(200);
    expect(body.binding).toEqual({
      resourceRef: 'resource:default/loose',
      entityRefs: ['component:default/orders'],
      owner: 'group:default/team',
      entityUids: {
        'component:default/orders': uidOf('component:default/orders'),
        'group:default/team': uidOf('group:default/team'),
      },
    });
    await as(owner).post(path, { resourceName: 'tight' }).expect(200);
    expect(events.slice(-2)).toEqual([
      {
        type: 'removed',
        ref: 'memory:main/loose',
        resourceRef: 'resource:default/loose',
      },
      {
        type: 'changed',
        ref: 'memory:main/loose',
        resourceRef: 'resource:default/tight',
      },
    ]);
  });

  it('rejects an owner for which the caller may not act', async () => {
    const { as } = await startWithDatabases();
    const path = at('memory:main/orders', '/bindings');
    await as(owner).post(path, { owner: 'group:default/others' }).expect(400);
    await as(admin).post(path, { owner: 'group:default/nope' }).expect(400);
    const { body } = await as(admin)
      .post(path, { owner: 'group:default/others' })
      .expect(200);
    expect(body.binding.owner).toBe('group:default/others');
  });
});

describe('reveal', () => {
  const path = at('memory:main/orders', '/credentials/reveal');

  it('is disabled by default', async () => {
    const { as, provider, audit } = await startWithDatabases();
    const { body } = await as(owner).post(path).expect(501);
    expect(body.error.message).toContain('postgres.reveal.enabled');
    expect(provider.writes).toEqual([]);
    expect(audit).toMatchObject([
      { eventId: 'credentials-reveal', severityLevel: 'high', outcome: 'fail' },
    ]);
  });

  it('returns the password to an owner if it is enabled, audited and not cached', async () => {
    const { as, audit } = await startWithDatabases({
      config: { postgres: { reveal: { enabled: true } } },
    });
    const { body, headers } = await as(owner).post(path).expect(200);
    expect(body).toEqual({ user: 'orders', password: CANARY });
    expect(headers['cache-control']).toBe('no-store');
    await as(reader).post(path).expect(403).expect('cache-control', 'no-store');
    expect(audit).toEqual([
      {
        eventId: 'credentials-reveal',
        severityLevel: 'high',
        outcome: 'success',
        meta: { ref: 'memory:main/orders' },
      },
      {
        eventId: 'credentials-reveal',
        severityLevel: 'high',
        outcome: 'fail',
        meta: { ref: 'memory:main/orders' },
      },
    ]);
  });
});
