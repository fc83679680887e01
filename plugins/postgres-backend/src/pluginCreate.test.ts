import type { FieldIssue } from '@pgstage/backstage-plugin-postgres-common';
import { admin, at, owner, reader } from './__testUtils__/startPlugin';
import { startWithDatabases } from './__testUtils__/startWithDatabases';

const request = {
  provider: 'memory',
  location: 'main',
  name: 'fresh',
  entityRef: 'component:default/orders',
};

describe('create', () => {
  it('creates a database for an owner, is idempotent, and publishes an event', async () => {
    const { as, provider, events, audit } = await startWithDatabases();
    const { body } = await as(owner).post('/databases', request).expect(200);
    expect(body).toMatchObject({
      ref: 'memory:main/fresh',
      binding: {
        resourceRef: 'resource:default/fresh',
        entityRefs: ['component:default/orders'],
        owner: 'group:default/team',
      },
      permits: { remove: { allowed: true } },
    });
    const again = await as(owner).post('/databases', request).expect(200);
    expect(again.body.revision).toBe(body.revision);
    await as(owner).get(at('memory:main/fresh')).expect(200);
    expect(provider.writes[0]).toEqual({
      method: 'create',
      ref: 'memory:main/fresh',
      actor: owner,
    });
    expect(events).toContainEqual({
      type: 'changed',
      ref: 'memory:main/fresh',
      resourceRef: 'resource:default/fresh',
    });
    expect(audit[0]).toEqual({
      eventId: 'database-create',
      severityLevel: 'medium',
      outcome: 'success',
      meta: { ...request, dryRun: false },
    });
  });

  it('returns the same database also after it was bound to more entities', async () => {
    const { as } = await startWithDatabases();
    await as(owner).post('/databases', request).expect(200);
    await as(admin)
      .post(at('memory:main/fresh', '/bindings'), {
        add: ['component:default/stock'],
      })
      .expect(200);
    const { body } = await as(owner).post('/databases', request).expect(200);
    expect(body.binding.entityRefs).toEqual([
      'component:default/orders',
      'component:default/stock',
    ]);
  });

  it('writes nothing in a dry run', async () => {
    const { as, provider } = await startWithDatabases();
    await as(owner).post('/databases?dryRun=true', request).expect(200);
    expect(provider.databases.has('memory:main/fresh')).toBe(false);
    await as(owner).get(at('memory:main/fresh')).expect(404);
  });

  it('accepts a dry run for a future entity if the caller belongs to its owner', async () => {
    const { as, provider } = await startWithDatabases();
    const toCome = {
      ...request,
      entityRef: 'component:default/to-come',
      owner: 'group:default/team',
    };
    const ask = (change: object = {}, query = '?dryRun=true') =>
      as(owner).post(`/databases${query}`, { ...toCome, ...change });
    const { body } = await ask().expect(200);
    expect(body.binding).toMatchObject({
      entityRefs: ['component:default/to-come'],
      owner: 'group:default/team',
    });
    const issuesOf = async (...input: Parameters<typeof ask>) => {
      const refused = await ask(...input).expect(400);
      return refused.body.error.issues.map((issue: FieldIssue) => issue.field);
    };
    expect(await issuesOf({ owner: undefined })).toEqual(['entityRef']);
    expect(await issuesOf({ owner: 'group:default/others' })).toEqual([
      'owner',
    ]);
    expect(await issuesOf({}, '')).toEqual(['entityRef']);
    await ask({ name: 'secret' }).expect(409);
    // A hidden entity is treated like a future one, so that nothing reveals it.
    const hidden = await ask({ entityRef: 'component:default/secret' });
    expect(hidden.status).toBe(200);
    expect(Object.keys(hidden.body.binding.entityUids)).toEqual([
      'group:default/team',
    ]);
    expect(provider.databases.has('memory:main/fresh')).toBe(false);
  });

  it('lets backends use their own credentials', async () => {
    const { asService, provider } = await startWithDatabases();
    await asService.post('/databases', request).expect(200);
    expect(provider.writes[0].actor).toBe('external:test-service');
  });

  it.each([
    [{ provider: 'nope' }, 'provider', /must be one of: memory/],
    [{ location: 'nope' }, 'location', /must be one of: main/],
    [{ entityRef: 'component:default/nope' }, 'entityRef', /that you can see/],
    [
      { entityRef: 'component:default/secret' },
      'entityRef',
      /that you can see/,
    ],
    [
      { owner: 'group:default/others' },
      'owner',
      /must be an owner of the entity \(group:default\/team\)/,
    ],
    [{ password: 'x' }, 'password', /is not a known field/],
    [{ resourceName: 'a b' }, 'resourceName', /must be a catalog entity name/],
  ])('names the field of %j', async (change, field, rule) => {
    const { as, provider, audit } = await startWithDatabases();
    const { body } = await as(owner)
      .post('/databases', { ...request, ...change })
      .expect(400);
    expect(body.error.issues).toEqual([
      {
        ...{ field, rule: expect.stringMatching(rule) },
        // A caller who has just registered it can wait for it.
        ...('entityRef' in change && { missingEntity: change.entityRef }),
      },
    ]);
    expect(body.error.message).toContain(field);
    expect(provider.writes).toEqual([]);
    expect(audit).toMatchObject([
      { eventId: 'database-create', outcome: 'fail' },
    ]);
  });

  it('requires an owner if the entity has none', async () => {
    const { as } = await startWithDatabases();
    const orphan = { ...request, entityRef: 'component:default/orphan' };
    const { body } = await as(admin).post('/databases', orphan).expect(400);
    expect(body.error.message).toMatch(/^owner is required/);
    await as(admin)
      .post('/databases', { ...orphan, owner: 'group:default/platform' })
      .expect(200);
  });

  it('is denied to others, with the permission and who can help', async () => {
    const { as, provider, audit } = await startWithDatabases();
    const { body } = await as(reader).post('/databases', request).expect(403);
    expect(body.error.permission).toBe('postgres.database.create');
    expect(body.error.message).toContain('ask group:default/team');
    expect(provider.writes).toEqual([]);
    expect(audit).toMatchObject([{ outcome: 'fail' }]);
  });

  it('lists the differences to an existing database, but only to a visible one', async () => {
    const { as } = await startWithDatabases();
    // A visible database: the same name and entity, but another request.
    const other = await as(owner)
      .post('/databases', { ...request, name: 'orders', connectionLimit: 1 })
      .expect(409);
    expect(other.body.error.differences).toHaveLength(1);
    const taken = await as(admin)
      .post('/databases', { ...request, name: 'loose' })
      .expect(409);
    expect(taken.body.error.differences).toEqual([
      {
        field: 'binding',
        existing: 'null',
        requested: expect.stringContaining('orders'),
      },
    ]);
    const hidden = await as(owner)
      .post('/databases', { ...request, name: 'secret', resourceName: 'mine' })
      .expect(409);
    expect(hidden.body.error.differences).toBeUndefined();
    expect(JSON.stringify(hidden.body)).not.toContain('others');
  });

  it('rejects a Resource that represents another database', async () => {
    const { as } = await startWithDatabases();
    const { body } = await as(owner)
      .post('/databases', { ...request, resourceName: 'Orders' })
      .expect(409);
    expect(body.error.message).toContain('Choose another resourceName');
  });
});
