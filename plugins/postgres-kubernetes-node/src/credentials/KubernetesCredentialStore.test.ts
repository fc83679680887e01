import { randomBytes } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';
import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import { KubeConfig } from '@kubernetes/client-node';
import { quickTiming } from '../testUtils/ApiServer';
import { describeWithApiServer } from '../testUtils/describeWithApiServer';
import { Cluster } from '../cluster/Cluster';
import { Clusters, coreKinds, type ClusterClient } from '../cluster';
import { KubernetesCredentialStore } from './KubernetesCredentialStore';

describeWithApiServer('KubernetesCredentialStore', ({ server }) => {
  let admin: ClusterClient;
  let store: KubernetesCredentialStore;
  let clusters: Clusters;

  const config = { cluster: 'test', namespace: 'apps' };
  const { configMaps, endpointSlices, secrets, services } = coreKinds;

  const entry = (
    ref: string,
    more: Partial<CredentialEntry> = {},
  ): CredentialEntry => ({
    ref,
    host: 'pg.example.com',
    port: 5432,
    database: 'orders',
    user: 'orders',
    password: randomBytes(12).toString('hex'),
    sslMode: 'require',
    ...more,
  });
  const at = (name: string, namespace = 'apps') => ({ namespace, name });
  const text = (value: unknown) =>
    Buffer.from(`${value}`, 'base64').toString('utf8');

  beforeAll(async () => {
    admin = server.cluster().client;
    for (const name of ['apps', 'other']) {
      await admin.create(
        { group: '', version: 'v1', plural: 'namespaces', kind: 'Namespace' },
        { metadata: { name } },
      );
    }
    const kubeConfig = await server.serviceAccount('store', ['store.yaml']);
    clusters = new Clusters([server.cluster(kubeConfig)]);
    store = new KubernetesCredentialStore(clusters, config);
  });

  afterAll(() => clusters?.close());

  it('writes, finds, reads and removes an entry', async () => {
    const ref = 'cloudnative-pg:test/data/orders';
    const written = entry(ref, { host: 'orders-rw.data.svc' });
    const reference = await store.write(written);
    expect(reference).toMatchObject({
      store: 'kubernetes',
      secretRef: 'test/apps/orders-postgres',
      configMapRef: 'test/apps/orders-postgres',
    });
    expect(JSON.stringify(reference)).not.toContain(written.password);
    expect((await admin.get(configMaps, at('orders-postgres')))?.data).toEqual({
      PGHOST: 'orders-rw.data.svc',
      PGPORT: '5432',
      PGDATABASE: 'orders',
      PGSSLMODE: 'require',
    });
    const data = (await admin.get(secrets, at('orders-postgres')))
      ?.data as Record<string, string>;
    expect(Object.keys(data).sort()).toEqual(['PGPASSWORD', 'PGUSER']);
    expect(text(data.PGPASSWORD)).toBe(written.password);
    expect(await admin.get(services, at('orders-postgres'))).toBeUndefined();

    expect(await store.find(ref)).toEqual(reference);
    const target = { cluster: 'test', namespace: 'apps' };
    expect(await store.read(ref)).toEqual({ ...written, target });

    await store.write({ ...written, password: 'rotated' });
    expect(await store.read(ref)).toMatchObject({ password: 'rotated' });

    await store.remove(ref);
    await store.remove(ref);
    expect(await store.find(ref)).toBeUndefined();
    expect(await store.read(ref)).toBeUndefined();
    expect(await admin.get(secrets, at('orders-postgres'))).toBeUndefined();
  });

  it('writes and removes nothing for a caller that has gone', async () => {
    const ref = 'server:main/left';
    await store.write(entry(ref, { password: 'first' }));
    const signal = AbortSignal.abort(new Error('gone'));
    const late = store.write(entry(ref, { password: 'late' }), { signal });
    await expect(late).rejects.toThrow('gone');
    await expect(store.remove(ref, { signal })).rejects.toThrow('gone');
    expect(await store.read(ref)).toMatchObject({ password: 'first' });
    await store.remove(ref);
  });

  it('stores the version of the password with it, and lists the refs of entries', async () => {
    const ref = 'aws-rds:123456789012/eu-west-1/versions';
    expect(await store.refs()).not.toContain(ref);
    await store.write(entry(ref, { version: 'v1' }));
    expect(await store.read(ref)).toMatchObject({ version: 'v1' });
    expect(await store.refs()).toContain(ref);
    // Annotations can be copied to another object, labels too, but they do not match there.
    await admin.create(configMaps, {
      metadata: {
        ...at('forged'),
        annotations: { 'pgstage.io/database-ref': 'server:main/forged' },
        labels: { 'pgstage.io/database-ref-hash': 'other' },
      },
    });
    expect(await store.refs()).not.toContain('server:main/forged');

    await store.write(entry(ref, { version: 'v2' }));
    expect(await store.read(ref)).toMatchObject({ version: 'v2' });
    await store.write(entry(ref));
    expect(await store.read(ref)).not.toHaveProperty('version');
    await store.remove(ref);
    expect(await store.refs()).not.toContain(ref);
  });

  it('verifies a destination without a write', async () => {
    const ref = 'server:main/verified';
    await store.verify(ref, { namespace: 'other' });
    const name = at('verified-postgres', 'other');
    expect(await admin.get(configMaps, name)).toBeUndefined();
    expect(await admin.get(secrets, name)).toBeUndefined();
    await expect(store.verify(ref, { namespace: 'missing' })).rejects.toThrow(
      "target.namespace must exist: cluster 'test' has no namespace 'missing', and Backstage does not create it",
    );
    await expect(store.verify(ref, { cluster: 'nope' })).rejects.toThrow(
      'target.cluster must be one of test',
    );
    await store.write(entry(ref));
    await store.verify(ref, {});
    expect(await store.read(ref)).toBeDefined();
    await store.remove(ref);
  });

  it('stores the certificates to verify the server with', async () => {
    const ref = 'server:main/checked';
    const name = 'checked-postgres';
    const dataOf = async () =>
      (await admin.get(configMaps, at(name)))?.data as Record<string, string>;
    const checked = entry(ref, { sslMode: 'verify-full', ca: 'PEM' });
    const { usage } = await store.write(checked);
    expect(await dataOf()).toMatchObject({
      PGSSLROOTCERT: '/etc/postgres-ca/postgres-ca.crt',
      'postgres-ca.crt': 'PEM',
    });
    expect(usage).toContain('mountPath: /etc/postgres-ca');
    expect(await store.find(ref)).toMatchObject({ usage });
    expect(await store.read(ref)).toMatchObject({ ca: 'PEM' });

    await store.write({ ...checked, ca: undefined });
    expect(await dataOf()).toMatchObject({ PGSSLROOTCERT: 'system' });
    expect(await dataOf()).not.toHaveProperty(['postgres-ca.crt']);
    await store.remove(ref);
  });

  it('gives a server with an outside address a name inside the cluster', async () => {
    const ref = 'server:main/shop';
    const name = 'shop-postgres';
    await store.write(entry(ref, { host: '192.0.2.7', port: 6432 }));
    expect((await admin.get(configMaps, at(name)))?.data).toMatchObject({
      PGHOST: 'shop-postgres.apps.svc',
      PGPORT: '6432',
    });
    const service = await admin.get(services, at(name));
    expect(service?.spec).toMatchObject({ ports: [{ port: 6432 }] });
    expect(service?.spec).not.toHaveProperty('selector');
    expect(await admin.get(endpointSlices, at(name))).toMatchObject({
      addressType: 'IPv4',
      endpoints: [{ addresses: ['192.0.2.7'] }],
      metadata: { labels: { 'kubernetes.io/service-name': name } },
    });
    expect(await store.read(ref)).toMatchObject({ host: '192.0.2.7' });

    await store.write(entry(ref, { host: 'pg.example.com' }));
    expect((await admin.get(services, at(name)))?.spec).toMatchObject({
      type: 'ExternalName',
      externalName: 'pg.example.com',
    });
    expect(await admin.get(endpointSlices, at(name))).toBeUndefined();

    await store.write(entry(ref, { sslMode: 'verify-full' }));
    expect(await admin.get(services, at(name))).toBeUndefined();
    expect((await admin.get(configMaps, at(name)))?.data).toMatchObject({
      PGHOST: 'pg.example.com',
    });
    await store.write(entry(ref));
    await store.remove(ref);
    expect(await admin.get(services, at(name))).toBeUndefined();
  });

  it('refuses an address that resolves to the pod itself', async () => {
    for (const host of ['127.0.0.1', '::1', 'localhost']) {
      await expect(
        store.write(entry('server:main/here', { host })),
      ).rejects.toThrow(/^host is /);
    }
    expect(await store.find('server:main/here')).toBeUndefined();
  });

  it('does not overwrite objects of others', async () => {
    await admin.create(secrets, {
      metadata: at('taken-postgres'),
      data: { mine: 'bWluZQ==' },
    });
    const first = await store.write(entry('server:a/taken'));
    const second = await store.write(entry('server:b/taken'));
    expect(first.secretRef).toMatch(/^test\/apps\/taken-postgres-[0-9a-f]{8}$/);
    expect(second.secretRef).not.toBe(first.secretRef);
    expect((await admin.get(secrets, at('taken-postgres')))?.data).toEqual({
      mine: 'bWluZQ==',
    });
  });

  it('moves to another destination and leaves no password behind', async () => {
    const ref = 'server:main/moving';
    await store.write(entry(ref));
    const { secretRef } = await store.write(
      entry(ref, { target: { namespace: 'other' } }),
    );
    expect(secretRef).toBe('test/other/moving-postgres');
    expect(await admin.get(secrets, at('moving-postgres'))).toBeUndefined();
    expect(await store.find(ref)).toMatchObject({ secretRef });
  });

  it('completes and removes what a crash left between ConfigMap and Secret', async () => {
    const ref = 'server:main/half';
    await store.write(entry(ref));
    await admin.delete(secrets, at('half-postgres'));
    expect(await store.read(ref)).toBeUndefined();
    expect(await store.find(ref)).toBeUndefined();
    const again = entry(ref);
    await store.write(again);
    expect(await store.read(ref)).toMatchObject({ password: again.password });
    await admin.delete(secrets, at('half-postgres'));
    await store.remove(ref);
    expect(await admin.get(configMaps, at('half-postgres'))).toBeUndefined();
  });

  it.each([
    ["it's; DROP TABLE", 'it-s-drop-table-postgres'],
    ['ünï/cödé', 'n-c-d-postgres'],
    ['9lives', 'db-9lives-postgres'],
    ['../..', 'db-postgres'],
    ['x'.repeat(64), `${'x'.repeat(40)}-postgres`],
  ])('derives a name from %j', async (database, name) => {
    const ref = `server:main/${encodeURIComponent(database)}`;
    expect(await store.write(entry(ref, { database }))).toMatchObject({
      secretRef: `test/apps/${name}`,
    });
    expect(await store.read(ref)).toMatchObject({ database });
  });

  it('requires a destination, and an allowed one', async () => {
    const none = new KubernetesCredentialStore(clusters, {});
    await expect(none.write(entry('server:main/x'))).rejects.toThrow(
      /^target.cluster is required/,
    );
    const bounded = new KubernetesCredentialStore(clusters, {
      ...config,
      namespaces: ['apps'],
    });
    await expect(
      bounded.write(entry('server:main/x', { target: { namespace: 'other' } })),
    ).rejects.toThrow('target.namespace must be one of apps');
    await expect(
      store.write(entry('server:main/x', { target: { cluster: 'nope' } })),
    ).rejects.toThrow('target.cluster must be one of test');
  });

  it('does not treat an unreachable cluster as one without the entry', async () => {
    const ref = 'server:main/present';
    await store.write(entry(ref));
    const away = new KubeConfig();
    away.loadFromClusterAndUser(
      { name: 'away', server: 'https://127.0.0.1:1', skipTLSVerify: true },
      { name: 'away' },
    );
    const both = new KubernetesCredentialStore(
      new Clusters([
        ...clusters.all(),
        new Cluster(
          'away',
          'Away',
          away,
          mockServices.logger.mock(),
          quickTiming,
        ),
      ]),
      config,
    );
    expect(await both.find(ref)).toBeDefined();
    await expect(both.find('server:main/absent')).rejects.toThrow(
      UpstreamError,
    );
  });
});
