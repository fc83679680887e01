import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Exec, type V1Status } from '@kubernetes/client-node';
import type { ReadLogs } from '@pgstage/backstage-plugin-postgres-common';
import {
  describeWithNodes,
  shopRequest,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { clientPod, sqlOnNodes } from './__testUtils__/sqlOnNodes';
import { createProvider, actor } from './__testUtils__/TestEnvironment';
import { labels, namesOf, PROVIDER_ID, resources } from './model';
import type { StatefulSetProvider } from './StatefulSetProvider';

jest.setTimeout(600_000);

const names = namesOf('orders');

describeWithNodes('a life on nodes', nodes => {
  let provider: StatefulSetProvider;
  const { namespace } = nodes;
  const ref = `${PROVIDER_ID}:test/${namespace}/orders`;

  beforeAll(() => {
    provider = createProvider(nodes.cluster(nodes.adminConfig()), {
      namespaces: [namespace],
      image: 'localhost/postgres:{version}',
      exporterImage: 'localhost/postgres-exporter:17',
      versions: ['17'],
    });
  });
  afterAll(() => provider.disconnect());

  const request = {
    ...shopRequest(PROVIDER_ID, 'orders', {
      instances: 2,
      size: 'small',
      options: { monitoring: true },
    }),
    location: `test/${namespace}`,
  };

  /** Runs SQL as the application does. */
  const sql = (
    host: string,
    statement: string,
    login: Parameters<ReturnType<typeof sqlOnNodes>>[2] = {},
  ) => sqlOnNodes(nodes)('orders', statement, { ...login, PGHOST: host });

  const workingInstances = async () => {
    const { instances } = await provider.health(ref);
    return instances.map(({ name, role, state }) => [name, role, state]);
  };
  const both = [
    [names.instance(0), 'primary', 'working'],
    [names.instance(1), 'standby', 'working'],
  ];
  const allOf = (kind: (typeof resources)['pods']) =>
    nodes.admin.client.list(kind, {
      namespace,
      labelSelector: labels.cluster,
    });

  it('creates a primary with a standby', async () => {
    await provider.create(request, actor);
    await waitFor(
      async () => expect(await workingInstances()).toEqual(both),
      240_000,
    );
    await provider.reconcile({});
    const database = await provider.create(request, actor);
    expect(database).toMatchObject({
      usable: { value: true },
      safe: { value: false },
      credentials: { secretRef: expect.stringContaining('orders') },
    });
  });

  it('lets the application write on the primary and read on the standby', async () => {
    const marker = randomUUID();
    await sql(
      names.readWrite,
      `CREATE TABLE items (id text); INSERT INTO items VALUES ('${marker}')`,
    );
    await waitFor(
      async () =>
        expect(
          await sql(
            names.readOnly,
            'SELECT pg_is_in_recovery(), id FROM items',
          ),
        ).toBe(`t|${marker}`),
      60_000,
    );
    await expect(
      sql(names.readOnly, "INSERT INTO items VALUES ('x')"),
    ).rejects.toThrow('read-only transaction');
  });

  /** Runs a command inside the pod of an instance. */
  const runIn = (index: number, command: string[]) =>
    new Promise<void>((resolve, reject) => {
      const ended = ({ status, message }: V1Status) =>
        status === 'Success' ? resolve() : reject(new Error(message));
      new Exec(nodes.adminConfig())
        .exec(
          namespace,
          `${names.instance(index)}-0`,
          'postgres',
          command,
          new PassThrough().resume(),
          null,
          null,
          false,
          ended,
        )
        .catch(reject);
    });
  const asSuperuser = (index: number, statement: string) => {
    const psql = ['psql', '-XAtqw', '-h', '/var/run/postgresql'];
    const login = ['-U', 'postgres', '-d', 'postgres'];
    return runIn(index, [...psql, ...login, '-c', statement]);
  };
  const lag = async () => {
    const { instances } = await provider.health(ref);
    return instances[1].lag?.replayBytes;
  };

  it('tells the lag of a standby whose replay is paused, and size and connections', async () => {
    await asSuperuser(1, 'SELECT pg_wal_replay_pause()');
    await sql(
      names.readWrite,
      'CREATE TABLE more AS SELECT generate_series(1, 10000) AS id',
    );
    await waitFor(
      async () => expect(await lag()).toBeGreaterThan(100_000),
      60_000,
    );
    await asSuperuser(1, 'SELECT pg_wal_replay_resume()');
    await waitFor(async () => expect(await lag()).toBe(0), 60_000);
    expect(await provider.health(ref)).toMatchObject({
      sizeBytes: expect.any(Number),
      connections: { used: expect.any(Number), allowed: 100 },
    });
  });

  it('gives the application no more than its own database', async () => {
    expect(
      await sql(
        names.readWrite,
        'SELECT rolsuper OR rolcreaterole OR rolreplication FROM pg_roles WHERE rolname = current_user',
      ),
    ).toBe('f');
    for (const other of [
      { PGUSER: 'postgres' },
      { PGDATABASE: 'postgres' },
      { PGDATABASE: 'template1' },
    ])
      await expect(sql(names.readWrite, 'SELECT 1', other)).rejects.toThrow(
        'pg_hba.conf rejects connection',
      );
  });

  const passwordOf = async () => {
    const id = { namespace, name: names.login };
    const secret = await nodes.admin.client.get(resources.secrets, id);
    const { password } = secret!.data as Record<string, string>;
    return Buffer.from(password, 'base64').toString();
  };

  it('rotates the password: the old one is refused, the new one accepted', async () => {
    const before = await passwordOf();
    await provider.rotatePassword(ref, actor);
    const after = await passwordOf();
    expect(after).not.toBe(before);
    expect(await sql(names.readWrite, 'SELECT 1')).toBe('1');
    await expect(
      sql(names.readWrite, 'SELECT 1', { PGPASSWORD: before }),
    ).rejects.toThrow('password authentication failed');
    expect(await provider.revealCredentials(ref, actor)).toEqual({
      user: 'orders',
      password: after,
    });
  });

  const podOf = (index: number) =>
    nodes.admin.client.get(resources.pods, {
      namespace,
      name: `${names.instance(index)}-0`,
    });
  const createdAt = async (index: number) =>
    Date.parse((await podOf(index))?.metadata.creationTimestamp ?? '');

  it('keeps its sessions if the rest of a probe that timed out fails', async () => {
    await runIn(0, ['sh', '-c', '(sleep 1; exit 2) &']);
    await sleep(3_000);
    // A restart of all sessions starts it again.
    await asSuperuser(
      0,
      `DO $$ BEGIN ASSERT (SELECT backend_start < now() - interval '10 s'
         FROM pg_stat_activity WHERE backend_type = 'checkpointer'); END $$`,
    );
  });

  it('reads the log of an instance: errors with their statement, without passwords', async () => {
    const canary = `canary-${randomUUID()}`;
    await expect(
      sql(names.readWrite, `ALTER ROLE missing PASSWORD '${canary}'`),
    ).rejects.toThrow('does not exist');
    const read = (asked: ReadLogs) => provider.readLogs(ref, asked, actor);
    const { instance, entries } = await read({ minLevel: 'error' });
    expect(instance).toBe(names.instance(0));
    // Neither probes nor standbys cause errors.
    expect(
      entries.filter(({ text }) => text.includes('host "127.0.0.1"')),
    ).toHaveLength(0);
    expect(entries.at(-1)).toEqual({
      at: expect.any(String),
      level: 'error',
      text: expect.stringMatching(
        /role "missing" does not exist\nSTATEMENT: ALTER ROLE missing PASSWORD '\*+'$/,
      ),
    });
    const whole = await read({ limit: 1_000 });
    expect(whole.entries.length).toBeGreaterThan(entries.length);
    expect(JSON.stringify(whole)).not.toContain(canary);
    const since = entries.at(-1)!.at!;
    const { entries: later } = await read({ since, minLevel: 'error' });
    expect(later.map(({ at }) => at)).toEqual([since]);
    expect(await read({ instance: names.instance(1), limit: 1 })).toMatchObject(
      { instance: names.instance(1), older: true, entries: [{}] },
    );
    await expect(read({ previous: true })).rejects.toThrow(
      /^There is no such log of instance .* previous terminated container/,
    );
  });

  it('restarts the standby, and then the primary', async () => {
    const before = await Promise.all([podOf(0), podOf(1)]);
    await provider.restart(ref, {}, actor);
    await waitFor(async () => {
      await provider.reconcile({});
      const pods = await Promise.all([podOf(0), podOf(1)]);
      pods.forEach((pod, index) => {
        expect(pod?.metadata.uid).toBeDefined();
        expect(pod?.metadata.uid).not.toBe(before[index]?.metadata.uid);
      });
      expect(await workingInstances()).toEqual(both);
    }, 240_000);
    expect(await createdAt(0)).toBeGreaterThanOrEqual(await createdAt(1));
  });

  it('keeps the data and the primary when the pod of the primary is killed', async () => {
    const pod = { namespace, name: `${names.instance(0)}-0` };
    const before = await nodes.admin.client.get(resources.pods, pod);
    await nodes.admin.client.delete(resources.pods, pod);
    await waitFor(async () => {
      const live = await nodes.admin.client.get(resources.pods, pod);
      expect(live?.metadata.uid).not.toBe(before?.metadata.uid);
      expect(await workingInstances()).toEqual(both);
    }, 180_000);
    expect(await sql(names.readWrite, 'SELECT count(*) FROM items')).toBe('1');
    await sql(names.readWrite, "INSERT INTO items VALUES ('after')");
    await waitFor(
      async () =>
        expect(await sql(names.readOnly, 'SELECT count(*) FROM items')).toBe(
          '2',
        ),
      60_000,
    );
  });

  it('keeps the data if somebody deletes the Service, and continues once it is restored', async () => {
    const { client } = nodes.admin;
    const id = { namespace, name: names.readWrite };
    const before = await client.get(resources.services, id);
    const { uid, resourceVersion, ...metadata } = before!.metadata;
    await client.delete(resources.services, id);
    await waitFor(
      async () => expect(await allOf(resources.statefulSets)).toEqual([]),
      120_000,
    );
    const { clusterIP, clusterIPs, ...spec } = before!.spec as Record<
      string,
      unknown
    >;
    const restored = await client.create(resources.services, {
      ...before!,
      metadata,
      spec,
    });
    for (const [kind, count] of [
      ['secrets', 3],
      ['persistentVolumeClaims', 2],
    ] as const) {
      const kept = await allOf(resources[kind]);
      expect(kept).toHaveLength(count);
      for (const part of kept)
        await client.patch(resources[kind], part.metadata, {
          metadata: { labels: { [labels.owner]: restored.metadata.uid } },
        });
    }
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await workingInstances()).toEqual(both);
    }, 240_000);
    expect(await sql(names.readWrite, 'SELECT count(*) FROM items')).toBe('2');
  });

  /** Starts a pod that writes numbers, and logs each that was acknowledged with the address of the server. */
  async function startWriter() {
    const { client } = nodes.admin;
    const loop = `while n=$((n + 1)); do
      psql -XAtqw -c "INSERT INTO written VALUES ($n) RETURNING n, inet_server_addr()" 2>/dev/null
    done`;
    const id = { namespace, name: 'writer' };
    const pod = clientPod(nodes, id.name, 'orders', ['sh', '-c', loop]);
    await client.create(resources.pods, pod);
    const acknowledged = async () => {
      const log = await client.podLog({ ...id, limitBytes: 5_000_000 });
      return [...log.matchAll(/^(\d+)\|(\S+)$/gm)].map(([, n, server]) => ({
        n,
        server,
      }));
    };
    return { acknowledged, stop: () => client.delete(resources.pods, id) };
  }

  it('promotes the standby while a writer runs: no acknowledged row is lost, there are never two writers, and the old primary comes back as a standby', async () => {
    await sql(names.readWrite, 'CREATE TABLE written (n int)');
    const { acknowledged, stop } = await startWriter();
    await waitFor(
      async () => expect((await acknowledged()).length).toBeGreaterThan(20),
      60_000,
    );
    await provider.promote(ref, { instance: names.instance(1) }, actor);
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await workingInstances()).toEqual([
        [names.instance(0), 'standby', 'working'],
        [names.instance(1), 'primary', 'working'],
      ]);
    }, 300_000);
    const before = await acknowledged();
    await waitFor(
      async () =>
        expect((await acknowledged()).length).toBeGreaterThan(before.length),
      60_000,
    );
    await stop();
    const servers = before.map(({ server }) => server);
    const [old, next] = new Set(servers);
    expect(servers.lastIndexOf(old)).toBeLessThan(servers.indexOf(next));
    const expected = `${before.length}|f`;
    const numbers = before.map(({ n }) => n).join();
    const rows = `SELECT count(DISTINCT n), pg_is_in_recovery() FROM written WHERE n IN (${numbers})`;
    expect(await sql(names.readWrite, rows)).toBe(expected);
    // The standby is the only one that reads.
    expect(await sql(names.readOnly, rows)).toBe(`${before.length}|t`);
  });

  it('removes everything', async () => {
    await provider.remove(ref, {}, actor);
    await waitFor(async () => {
      for (const kind of [
        resources.statefulSets,
        resources.deployments,
        resources.pods,
        resources.services,
        resources.persistentVolumeClaims,
        resources.secrets,
        resources.configMaps,
        resources.podDisruptionBudgets,
      ])
        expect(
          (await allOf(kind)).map(({ metadata }) => metadata.name),
        ).toEqual([]);
    }, 180_000);
  });
});
