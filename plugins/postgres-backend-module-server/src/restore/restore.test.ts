import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { eventually } from '../__testUtils__/observedServer';
import {
  options,
  type RestoreServer,
  startRestoreServer,
} from '../__testUtils__/restoreServer';
import { binding, requestFor } from '../__testUtils__/testServer';

jest.setTimeout(300_000);

type Replica = Awaited<ReturnType<RestoreServer['replica']>>;

describeWithPart('PGSTAGE_PG18_BIN', 'a restore', binDirectory => {
  const ref = 'server:main/orders';
  let server: RestoreServer;
  let replica: Replica;
  let dump: string;

  const restoreTo = (name: string, by = replica) =>
    by.provider.restore(ref, { name, binding, backup: dump }, options);
  const seen = (name: string, { databases }: Replica) =>
    databases.get(`server:main/${name}`);
  const until = (
    name: string,
    passes: (database: NonNullable<ReturnType<typeof seen>>) => unknown,
    by = replica,
  ) =>
    eventually(
      () => seen(name, by),
      database => database && passes(database),
      120,
    );
  beforeAll(async () => {
    server = await startRestoreServer(binDirectory);
    replica = await server.replica();
    await server.create(requestFor('orders', { extensions: ['citext'] }));
    await server.createGated('orders');
    // The session of a restore has the rights of the new owner only.
    await server.asApplication(
      'orders',
      `CREATE EXTENSION hstore;
       CREATE SCHEMA shop;
       CREATE TABLE shop.item (
         id serial PRIMARY KEY, name citext, tags hstore,
         restored_by text CHECK (session_user <> 'pgstage'));
       COMMENT ON TABLE shop.item IS 'What is sold';
       INSERT INTO shop.item (name, tags) SELECT 'Item ' || i, 'a=>1' FROM generate_series(1, 1000) i;
       CREATE VIEW shop.names AS SELECT name FROM shop.item;
       SELECT lo_from_bytea(0, 'large');
       GRANT SELECT ON shop.item TO PUBLIC`,
    );
    dump = await server.dump(replica.provider, 'orders');
  });
  afterEach(() => server.openGate());
  afterAll(() => server?.stop());

  it('creates a database with the data, its own owner, the extensions and a password', async () => {
    const { restore } = await replica.provider.listBackups(ref);
    expect(restore).toMatchObject({ supported: true });
    const started = await restoreTo('copy');
    expect(started).toMatchObject({
      status: { state: 'changing' },
      usable: { value: false },
      spec: { extensions: ['citext'] },
    });
    const restored = await until('copy', ({ usable }) => usable.value);
    expect(restored).toMatchObject({
      status: { state: 'working' },
      steps: expect.arrayContaining([
        expect.objectContaining({ id: 'restore', state: 'done' }),
      ]),
    });
    expect(
      await server.asApplication(
        'copy',
        `SELECT (SELECT count(*)::int FROM shop.names) AS names,
                (SELECT nextval('shop.item_id_seq')::int) AS next,
                obj_description('shop.item'::regclass) AS comment,
                (SELECT convert_from(lo_get(oid), 'UTF8') FROM pg_largeobject_metadata) AS large,
                ARRAY(SELECT extname::text FROM pg_extension ORDER BY 1) AS extensions,
                ARRAY(SELECT DISTINCT relowner::regrole::text FROM pg_class
                       WHERE relnamespace IN ('shop'::regnamespace, 'public'::regnamespace)) AS owners`,
      ),
    ).toEqual([
      {
        names: 1000,
        next: 1001,
        comment: 'What is sold',
        large: 'large',
        extensions: ['citext', 'hstore', 'plpgsql'],
        owners: ['copy'],
      },
    ]);
  });

  it('restores the dump of a database whose second login is the current one', async () => {
    const { ref: copy } = server.targetOf('copy');
    await replica.provider.rotateLogin(copy, {}, options);
    const own = await server.dump(replica.provider, 'copy');
    const request = { name: 'copied', binding, backup: own };
    await replica.provider.restore(copy, request, options);
    expect(await until('copied', ({ usable }) => usable.value)).toMatchObject({
      user: 'copied',
    });
    expect(
      await server.asApplication(
        'copied',
        'SELECT count(*)::int AS names FROM shop.names',
      ),
    ).toEqual([{ names: 1000 }]);
  });

  it('shows its progress to every replica, is never usable before its end, and the name cannot be used otherwise', async () => {
    const other = await server.replica();
    await server.closeGate();
    await restoreTo('slow');
    for (const by of [replica, other]) {
      const running = await until(
        'slow',
        ({ status }) => status.reason.id === 'server.beingRestored',
        by,
      );
      const { done, total } = running!.status.reason.params ?? {};
      expect(Number(total)).toBeGreaterThan(Number(done));
      expect(running).toMatchObject({
        status: { state: 'changing' },
        usable: { value: false },
        credentials: undefined,
        attention: expect.not.arrayContaining([
          expect.objectContaining({ severity: 'error' }),
        ]),
      });
      expect(running!.steps.find(({ id }) => id === 'restore')).toMatchObject({
        state: 'running',
        message: { id: 'server.stepRestoreRuns' },
      });
    }
    await expect(
      replica.provider.create(requestFor('slow'), options),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(
      replica.provider.rotatePassword('server:main/slow', options),
    ).rejects.toThrow('not complete');

    // One at a time, over all replicas.
    await restoreTo('second', other);
    await until(
      'second',
      ({ status }) => status.reason.id === 'server.waitsForRestore',
    );
    await server.openGate();
    for (const name of ['slow', 'second']) {
      await until(name, ({ usable }) => usable.value);
      expect(
        await server.asApplication(name, 'SELECT count(*)::int FROM gated'),
      ).toEqual([{ count: 3 }]);
    }
  });

  it('is continued by another replica if Backstage stops', async () => {
    const first = await server.replica();
    await server.closeGate();
    await restoreTo('moved', first);
    await until(
      'moved',
      ({ status }) => status.reason.id === 'server.beingRestored',
    );
    await first.provider.disconnect();
    await until(
      'moved',
      ({ status }) => status.reason.id === 'server.waitsForRestore',
    );
    await server.openGate();
    await replica.provider.reconcile({});
    await until('moved', ({ usable }) => usable.value);
    expect(
      await server.asApplication('moved', 'SELECT count(*)::int FROM gated'),
    ).toEqual([{ count: 3 }]);
  });

  it('reports the error of pg_restore, and succeeds if it is repeated', async () => {
    await server.admin.query('CREATE ROLE closed');
    await restoreTo('broken');
    const failed = await until(
      'broken',
      ({ status }) => status.state === 'attention',
    );
    expect(failed).toMatchObject({
      usable: { value: false },
      attention: expect.arrayContaining([
        expect.objectContaining({
          id: 'restore-failed',
          evidence: expect.stringMatching(
            /^pg_restore: error: .*gated.*The gate is closed/,
          ),
        }),
      ]),
    });
    // Not repeated without a request.
    await replica.provider.reconcile({});
    expect(seen('broken', replica)?.status.state).toBe('attention');
    await server.admin.query('DROP ROLE closed');
    await restoreTo('broken');
    await until('broken', ({ usable }) => usable.value);
  });

  it('can be removed while it runs', async () => {
    await server.closeGate();
    await restoreTo('unwanted');
    await until(
      'unwanted',
      ({ status }) => status.reason.id === 'server.beingRestored',
    );
    await replica.provider.remove(
      'server:main/unwanted',
      { force: true },
      options,
    );
    await server.openGate();
    await eventually(
      () => seen('unwanted', replica),
      database => database === undefined,
    );
    const { rows } = await server.admin.query(
      `SELECT FROM pg_roles WHERE rolname = 'unwanted'`,
    );
    expect(rows).toEqual([]);
  });

  it('rejects a point in time, another dump for the same name, and the dump of an earlier database with this name', async () => {
    const request = { name: 'copy', binding, backup: dump };
    const targetTime = new Date().toISOString();
    await expect(
      replica.provider.restore(ref, { ...request, targetTime }, options),
    ).rejects.toThrow('targetTime');
    const later = await server.dump(replica.provider, 'orders');
    await expect(
      replica.provider.restore(ref, { ...request, backup: later }, options),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('differs'),
    });
    await replica.provider.remove(ref, {}, options);
    await server.create(requestFor('orders'));
    const { backups } = await replica.provider.listBackups(ref);
    expect(backups.find(({ id }) => id === later)).toMatchObject({
      restoreObstacle: { kind: 'cannot' },
    });
    await expect(
      replica.provider.restore(ref, { ...request, name: 'stolen' }, options),
    ).rejects.toThrow('backup');
  });
});
