import {
  UpstreamForbiddenError,
  type Health,
} from '@pgstage/backstage-plugin-postgres-common';
import type {
  CredentialEntry,
  CredentialStore,
} from '@pgstage/backstage-plugin-postgres-node';
import { describeWithApiServer } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  coreKinds,
  type ClusterClient,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  actor,
  OperatedCluster,
  operatorContext,
} from '../__testUtils__/operatedCluster';
import {
  annotations,
  clusterKind,
  cnpgKinds,
  Lookup,
  resources,
  type ClusterContext,
} from '../model';
import { message } from '../messages';
import * as observe from '../observe';
import {
  createBackup,
  fence,
  hibernate,
  destroyInstance,
  restart,
  revealCredentials,
  rotatePassword,
  switchover,
} from '.';

jest.mock('../observe', () => ({
  ...jest.requireActual('../observe'),
  readHealth: jest.fn(),
}));

describeWithApiServer('operating', ({ server, crd }) => {
  let admin: ClusterClient;
  let context: ClusterContext;
  const entries = new Map<string, CredentialEntry>();
  const store: CredentialStore = {
    id: 'memory',
    write: async entry => {
      entries.set(entry.ref, entry);
      return { store: 'memory', secretRef: entry.ref };
    },
    find: async ref =>
      entries.has(ref) ? { store: 'memory', secretRef: ref } : undefined,
    read: async ref => entries.get(ref),
    remove: async ref => void entries.delete(ref),
  };
  const options = { actor };
  const create = async (
    name: string,
    more?: Parameters<OperatedCluster['create']>[0],
  ) => {
    const cluster = new OperatedCluster(server, context, name);
    await cluster.create(more);
    return cluster;
  };
  const cached = ({ id }: OperatedCluster) =>
    context.watch.store(clusterKind).get(id);
  const health = (instances: Partial<Health['instances'][number]>[]) =>
    jest.mocked(observe.readHealth).mockResolvedValue({
      instances: instances.map(
        instance =>
          ({
            state: 'working',
            reason: message('streaming'),
            ...instance,
          } as Health['instances'][number]),
      ),
      slots: [],
      forbidden: [],
    });

  beforeAll(async () => {
    await server.installCrds(
      ...[
        'clusters',
        'backups',
        'scheduledbackups',
        'poolers',
        'databases',
      ].map(crd),
    );
    admin = server.cluster().client;
    context = await operatorContext(server, store);
  });
  afterAll(() => {
    context?.stop();
    context?.cluster.close();
  });

  it('restarts all, one in place, one by its pod, or reloads the configuration', async () => {
    const orders = await create('restarted');
    await restart(context, orders.ref, {}, options);
    expect(
      Date.parse((await orders.annotation(annotations.restartedAt)) ?? ''),
    ).toBeGreaterThan(0);
    await restart(context, orders.ref, { reload: true }, options);
    expect(
      Date.parse((await orders.annotation(annotations.reloadedAt)) ?? ''),
    ).toBeGreaterThan(0);

    const standby = { namespace: 'default', name: 'restarted-2' };
    const before = await admin.get(coreKinds.pods, standby);
    await restart(context, orders.ref, { instance: 'restarted-2' }, options);
    expect((await admin.get(coreKinds.pods, standby))?.metadata.uid).not.toBe(
      before?.metadata.uid,
    );

    await restart(context, orders.ref, { instance: 'restarted-1' }, options);
    const { status } = (await orders.live()) as {
      status?: { conditions: unknown[] };
    };
    expect(status).toMatchObject({
      phase: 'Primary instance is being restarted in-place',
      phaseReason: 'Requested by user:default/ada',
      currentPrimary: 'restarted-1',
    });
    expect(status?.conditions).toEqual([
      expect.objectContaining({ type: 'ContinuousArchiving', status: 'True' }),
      expect.objectContaining({ type: 'Ready', status: 'False' }),
    ]);

    await expect(
      restart(context, orders.ref, { instance: 'other-1' }, options),
    ).rejects.toThrow(
      'instance must be one of the instances restarted-1, restarted-2, restarted-3',
    );
    await expect(
      restart(
        context,
        orders.ref,
        { instance: 'restarted-2', reload: true },
        options,
      ),
    ).rejects.toThrow(/^instance cannot be combined with reload/);
  });

  it('hibernates and wakes, and refuses operations that need instances while hibernated', async () => {
    const orders = await create('sleepy');
    await hibernate(context, orders.ref, {}, options);
    expect(await orders.annotation(annotations.hibernation)).toBe('on');
    await orders.until(
      () => cached(orders)?.annotations[annotations.hibernation] === 'on',
    );
    for (const refused of [
      () => restart(context, orders.ref, {}, options),
      () => switchover(context, orders.ref, {}, options),
      () =>
        destroyInstance(context, orders.ref, { instance: 'sleepy-2' }, options),
    ]) {
      await expect(refused()).rejects.toThrow(
        "Database 'sleepy' is hibernated: wake it first",
      );
    }
    await hibernate(context, orders.ref, { wake: true }, options);
    expect(await orders.annotation(annotations.hibernation)).toBe('off');
  });

  it('fences and lifts the fence, one by one and for all', async () => {
    const orders = await create('fenced');
    const fenced = () => orders.annotation(annotations.fencedInstances);
    await fence(context, orders.ref, { instances: ['fenced-3'] }, options);
    await fence(context, orders.ref, { instances: ['fenced-1'] }, options);
    expect(await fenced()).toBe('["fenced-1","fenced-3"]');
    await fence(
      context,
      orders.ref,
      { instances: ['fenced-3'], lift: true },
      options,
    );
    expect(await fenced()).toBe('["fenced-1"]');
    await fence(context, orders.ref, {}, options);
    expect(await fenced()).toBe('["*"]');
    await fence(
      context,
      orders.ref,
      { instances: ['fenced-2'], lift: true },
      options,
    );
    expect(await fenced()).toBe('["fenced-1","fenced-3"]');
    await fence(context, orders.ref, { lift: true }, options);
    expect(await fenced()).toBeUndefined();
    await expect(
      fence(context, orders.ref, { instances: ['fenced-1', 'x'] }, options),
    ).rejects.toThrow('instances.1 must be one of the instances');
  });

  it('switches over to the chosen or the nearest standby', async () => {
    const orders = await create('switched');
    const standbys = [
      { name: 'switched-1', role: 'primary' as const },
      {
        name: 'switched-2',
        role: 'standby' as const,
        lag: { replayBytes: 500 },
      },
      {
        name: 'switched-3',
        role: 'standby' as const,
        lag: { replayBytes: 20 },
      },
    ];
    health(standbys);
    await expect(
      switchover(context, orders.ref, { instance: 'switched-1' }, options),
    ).rejects.toThrow('switched-1 is already the primary');
    await switchover(context, orders.ref, {}, options);
    expect((await orders.live()).status).toMatchObject({
      currentPrimary: 'switched-1',
      targetPrimary: 'switched-3',
      targetPrimaryTimestamp: expect.stringMatching(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
      ),
      phase: 'Switchover in progress',
      phaseReason: 'Switching over to switched-3',
    });
    await orders.until(
      () => cached(orders)?.status.targetPrimary === 'switched-3',
    );
    await expect(
      switchover(context, orders.ref, { instance: 'switched-2' }, options),
    ).rejects.toThrow(
      'The primary is being moved from switched-1 to switched-3',
    );
  });

  it.each([
    [
      'lags',
      { lag: { replayBytes: 40 * 2 ** 20 } },
      'it is 40 MiB of WAL behind',
    ],
    ['has an unknown lag', {}, 'its lag is not known'],
    [
      'is not ready',
      { state: 'attention' as const, reason: message('notConnected') },
      `is not ready to become the primary: ${message('notConnected').text}`,
    ],
  ])('refuses a switchover to one that %s', async (title, instance, reason) => {
    const orders = await create(`unfit-${title.length}`);
    health([{ name: `${orders.name}-2`, role: 'standby', ...instance }]);
    await expect(
      switchover(
        context,
        orders.ref,
        { instance: `${orders.name}-2` },
        options,
      ),
    ).rejects.toThrow(reason);
    expect((await orders.live()).status).toMatchObject({
      targetPrimary: `${orders.name}-1`,
    });
  });

  it('destroys a standby with its volume, and never the primary', async () => {
    const orders = await create('trimmed');
    const parts = (name: string) =>
      Promise.all(
        [coreKinds.pods, coreKinds.persistentVolumeClaims].map(async kind => {
          const found = await admin.get(kind, { namespace: 'default', name });
          // The controller that removes its finalizer does not run in this test.
          return Boolean(found && !found.metadata.deletionTimestamp);
        }),
      );
    await expect(
      destroyInstance(context, orders.ref, { instance: 'trimmed-1' }, options),
    ).rejects.toThrow(
      'trimmed-1 is the primary: switch over to another instance first',
    );
    await destroyInstance(
      context,
      orders.ref,
      { instance: 'trimmed-2' },
      options,
    );
    expect(await parts('trimmed-2')).toEqual([false, false]);
    expect(await parts('trimmed-1')).toEqual([true, true]);
    expect(await parts('trimmed-3')).toEqual([true, true]);
  });

  it('keeps the standbys that commits wait for', async () => {
    const orders = await create('strict', {
      spec: { postgresql: { synchronous: { method: 'any', number: 2 } } },
    });
    await expect(
      destroyInstance(context, orders.ref, { instance: 'strict-2' }, options),
    ).rejects.toThrow('is 2; without strict-2, only 1 would be ready');
  });

  it('rotates the password in the Secret, its connection strings and the store', async () => {
    const orders = await create('rotated', {
      metadata: {
        annotations: {
          'pgstage.io/credentials': JSON.stringify({
            store: 'memory',
            secretRef: 'x',
          }),
        },
      },
    });
    const secret = { namespace: 'default', name: 'rotated-app' };
    const encode = (text: string) => Buffer.from(text).toString('base64');
    await expect(rotatePassword(context, orders.ref, options)).rejects.toThrow(
      "There is no Secret 'rotated-app' in namespace 'default' yet",
    );
    await admin.create(coreKinds.secrets, {
      metadata: secret,
      type: 'kubernetes.io/basic-auth',
      data: {
        username: encode('shop'),
        password: encode('old'),
        uri: encode('postgresql://shop:old@rotated-rw.default:5432/orders'),
      },
    });
    const target = { cluster: 'test', namespace: 'apps' };
    entries.set(orders.ref, {
      ref: orders.ref,
      host: 'rotated-rw.default.svc',
      port: 5432,
      database: 'orders',
      user: 'shop',
      password: 'old',
      sslMode: 'require',
      target,
    });
    await rotatePassword(context, orders.ref, options);
    const after = await admin.get(coreKinds.secrets, secret);
    const data = after?.data as Record<string, string>;
    const password = Buffer.from(data.password, 'base64').toString();
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(Buffer.from(data.uri, 'base64').toString()).toBe(
      `postgresql://shop:${password}@rotated-rw.default:5432/orders`,
    );
    expect(after?.metadata.labels).toMatchObject({ 'cnpg.io/reload': 'true' });
    expect(entries.get(orders.ref)).toMatchObject({
      user: 'shop',
      password,
      target,
    });

    // Reading needs a permission that operating does not.
    await expect(
      revealCredentials(context, orders.ref, options),
    ).rejects.toThrow(UpstreamForbiddenError);
    const revealing = await operatorContext(server, store, [
      'observer.yaml',
      'operator.yaml',
      'reveal.yaml',
    ]);
    await new Promise<void>(done => {
      revealing.onChange(() => done());
    });
    expect(await revealCredentials(revealing, orders.ref, options)).toEqual({
      user: 'shop',
      password,
    });
    revealing.stop();
    revealing.cluster.close();

    await admin.patch(coreKinds.secrets, secret, {
      metadata: {
        ownerReferences: [
          {
            apiVersion: 'external-secrets.io/v1',
            kind: 'ExternalSecret',
            name: 'vault',
            uid: 'x',
            controller: true,
          },
        ],
      },
    });
    await expect(rotatePassword(context, orders.ref, options)).rejects.toThrow(
      "Secret 'rotated-app' is managed by ExternalSecret 'vault'",
    );
  });

  it('creates a backup by the configured method, one at a time', async () => {
    const none = await create('unsafe', { instances: 1 });
    await expect(createBackup(context, none.ref, {}, options)).rejects.toThrow(
      /has no backup target/,
    );

    const orders = await create('saved', {
      instances: 1,
      spec: {
        plugins: [
          {
            name: 'barman-cloud.cloudnative-pg.io',
            isWALArchiver: true,
            parameters: { barmanObjectName: 'saved-backups' },
          },
        ],
      },
    });
    await expect(
      createBackup(context, orders.ref, { method: 'pg_dump' }, options),
    ).rejects.toThrow('method must be one of plugin');
    const backup = await createBackup(context, orders.ref, {}, options);
    expect(backup).toMatchObject({
      method: 'plugin',
      scope: 'server',
      status: 'running',
    });
    const id = { namespace: 'default', name: backup.id };
    expect((await admin.get(resources.backups, id))?.spec).toMatchObject({
      cluster: { name: 'saved' },
      method: 'plugin',
      target: 'primary',
      pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
    });
    await expect(
      createBackup(context, orders.ref, {}, options),
    ).rejects.toThrow(/is still running/);
    await admin.patch(
      resources.backups,
      id,
      { status: { phase: 'failed', error: 'no' } },
      { subresource: 'status' },
    );
    await orders.until(
      () =>
        context.watch.store(cnpgKinds.backups).get(id)?.status.phase ===
        'failed',
    );
    await createBackup(context, orders.ref, { method: 'plugin' }, options);
  });

  it('backs up with any plugin that the Cluster names', async () => {
    const orders = await create('rested', {
      instances: 1,
      spec: {
        plugins: [
          {
            name: 'pgbackrest.example.com',
            isWALArchiver: true,
            parameters: { stanzaRef: 'shop' },
          },
        ],
      },
    });
    const { id } = await createBackup(context, orders.ref, {}, options);
    expect(
      (await admin.get(resources.backups, { namespace: 'default', name: id }))
        ?.spec,
    ).toMatchObject({
      method: 'plugin',
      pluginConfiguration: { name: 'pgbackrest.example.com' },
    });
  });

  it('does not patch a GitOps-managed Cluster, and reports where to change it', async () => {
    const orders = await create('gitops');
    await server.admin().json({
      method: 'PATCH',
      path: '/apis/postgresql.cnpg.io/v1/namespaces/default/clusters/gitops',
      contentType: 'application/merge-patch+json',
      body: {
        metadata: {
          annotations: {
            'argocd.argoproj.io/tracking-id':
              'shop:postgresql.cnpg.io/Cluster:default/gitops',
          },
        },
      },
    });
    health([{ name: 'gitops-2', role: 'standby', lag: { replayBytes: 0 } }]);
    for (const refused of [
      () => restart(context, orders.ref, {}, options),
      () => hibernate(context, orders.ref, {}, options),
      () => fence(context, orders.ref, {}, options),
      () => switchover(context, orders.ref, {}, options),
    ]) {
      await expect(refused()).rejects.toThrow(
        /managed by Argo CD.*application 'shop' reads/,
      );
    }
    expect(new Lookup([context]).get(orders.ref).cluster.annotations).toEqual(
      {},
    );
  });

  it('reads again after a conflicting write', async () => {
    const orders = await create('busy', { instances: 1 });
    const { get } = context.client;
    const reading = jest
      .spyOn(context.client, 'get')
      .mockImplementationOnce(async (...args) => {
        const found = await get.apply(context.client, args);
        await orders.patchStatus({ phase: 'Something else' });
        return found;
      });
    await fence(context, orders.ref, { instances: ['busy-1'] }, options);
    expect(reading).toHaveBeenCalledTimes(2);
    reading.mockRestore();
    expect(await orders.annotation(annotations.fencedInstances)).toBe(
      '["busy-1"]',
    );
  });
});
