import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { AddressInfo } from 'node:net';
import {
  DifferencesError,
  InvalidFieldsError,
  UpstreamForbiddenError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { describeWithApiServer } from '../../testUtils/describeWithApiServer';
import {
  clusterManifest,
  cnpgKinds,
  podManifest,
} from '../../__testUtils__/kinds';
import { waitFor } from '../../testUtils/waitFor';
import { StallingProxy } from '../../testUtils/StallingProxy';
import { coreKinds } from '../coreKinds';
import type { ClusterClient } from './ClusterClient';

describeWithApiServer('ClusterClient', ({ server, crd }) => {
  let client: ClusterClient;
  const id = (name: string) => ({ namespace: 'default', name });
  const clusters = cnpgKinds.clusters;

  beforeAll(async () => {
    await server.installCrds(crd('clusters'));
    const kubeConfig = await server.serviceAccount('backstage', [
      'observer.yaml',
      'operator.yaml',
    ]);
    client = server.cluster(kubeConfig).client;
  });

  /** Applies as another program: `kubectl apply --server-side`. */
  const applyAs = (manager: string, name: string, fields: object) =>
    server.admin().json({
      method: 'PATCH',
      path: `/apis/postgresql.cnpg.io/v1/namespaces/default/clusters/${name}`,
      query: { fieldManager: manager, force: 'true' },
      contentType: 'application/apply-patch+yaml',
      body: { ...clusterManifest(name), ...fields },
    });

  it('creates, changes, reads and deletes under the shipped roles', async () => {
    await client.apply(clusters, clusterManifest('orders'));
    await client.apply(clusters, clusterManifest('orders', 3));
    expect(await client.get(clusters, id('orders'))).toMatchObject({
      spec: { instances: 3 },
    });
    await client.patch(
      clusters,
      id('orders'),
      { status: { targetPrimary: 'orders-2' } },
      { subresource: 'status' },
    );
    expect(await client.list(clusters, { namespace: 'default' })).toMatchObject(
      [{ kind: 'Cluster', status: { targetPrimary: 'orders-2' } }],
    );
    expect(await client.delete(clusters, id('orders'))).toBe(true);
    expect(await client.delete(clusters, id('orders'))).toBe(false);
    expect(await client.get(clusters, id('orders'))).toBeUndefined();
  });

  it('writes nothing in a dry run', async () => {
    await client.apply(clusters, clusterManifest('dry'), { dryRun: true });
    expect(await client.get(clusters, id('dry'))).toBeUndefined();
    await client.apply(clusters, clusterManifest('dry'));
    await client.delete(clusters, id('dry'), { dryRun: true });
    expect(await client.get(clusters, id('dry'))).toBeDefined();
  });

  it('names manager and field of a conflict, and changes nothing', async () => {
    await applyAs('the-other', 'shared', {});
    const apply = client.apply(clusters, clusterManifest('shared', 5));
    await expect(apply).rejects.toThrow(DifferencesError);
    await expect(apply).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('the-other'),
      differences: [
        {
          field: 'spec.instances',
          existing: "set by 'the-other'",
          requested: '5',
        },
      ],
    });
    expect(await client.get(clusters, id('shared'))).toMatchObject({
      spec: { instances: 1 },
    });
  });

  it.each([
    [
      'Argo CD',
      {
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'shop:postgresql.cnpg.io/Cluster:default/argo-cd',
        },
      },
      /application 'shop'/,
    ],
    [
      'Flux',
      {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'apps',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
      /Kustomization 'flux-system\/apps'/,
    ],
    [
      'Helm',
      { annotations: { 'meta.helm.sh/release-name': 'shop' } },
      /Helm release 'shop'/,
    ],
  ])('never writes to what %s manages', async (tool, marks, where) => {
    const name = tool.toLowerCase().replace(' ', '-');
    const metadata = { ...id(name), ...marks };
    await applyAs('somebody', name, { metadata });
    const before = await client.get(clusters, id(name));
    for (const write of [
      () => client.patch(clusters, id(name), { spec: { instances: 4 } }),
      () =>
        client.apply(clusters, {
          metadata: id(name),
          spec: { logLevel: 'debug' },
        }),
      () => client.delete(clusters, id(name)),
    ]) {
      await expect(write()).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(where),
      });
    }
    expect(await client.get(clusters, id(name))).toEqual(before);
  });

  it('recognizes Argo CD by the field manager alone', async () => {
    await applyAs('argocd-controller', 'silent', {});
    await expect(
      client.patch(clusters, id('silent'), { spec: { instances: 2 } }),
    ).rejects.toThrow(/managed by Argo CD.*Git repository/);
  });

  it('names the fields that validation refuses', async () => {
    const manifest = clusterManifest('bad', 0);
    await expect(
      client.apply(clusters, {
        ...manifest,
        spec: { ...manifest.spec, logLevel: 'loud' },
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      issues: expect.arrayContaining([
        {
          field: 'spec.instances',
          rule: expect.stringContaining('greater than or equal to 1'),
        },
        {
          field: 'spec.logLevel',
          rule: expect.stringContaining('loud'),
        },
      ]),
    });
    await expect(
      client.create(clusters, {
        ...manifest,
        spec: { ...manifest.spec, instances: 1, replicas: 2 },
      }),
    ).rejects.toMatchObject({
      issues: [{ field: 'spec.replicas', rule: 'is not a known field' }],
    });
    await expect(
      client.apply(clusters, {
        ...manifest,
        spec: { ...manifest.spec, instances: 1, replicas: 2 },
      }),
    ).rejects.toMatchObject({
      issues: [{ field: 'spec.replicas', rule: 'is not a known field' }],
    });
  });

  it('names the right that is missing', async () => {
    const read = client.get(coreKinds.secrets, id('orders'));
    await expect(read).rejects.toThrow(UpstreamForbiddenError);
    await expect(read).rejects.toThrow(
      "Kubernetes cluster 'test' failed: its account 'system:serviceaccount:default:backstage' may not get secrets in namespace 'default'. Grant the ClusterRole",
    );
  });

  it('changes a Secret without the right to read or create it', async () => {
    await server.cluster().client.create(coreKinds.secrets, {
      metadata: id('orders-app'),
    });
    await expect(
      client.apply(coreKinds.secrets, { metadata: id('other') }),
    ).rejects.toThrow("may not create secrets in namespace 'default'");
    await client.apply(coreKinds.secrets, {
      metadata: id('orders-app'),
      data: { password: 'aHVudGVyMg==' },
    });
    await expect(
      client.get(coreKinds.secrets, id('orders-app')),
    ).rejects.toThrow(UpstreamForbiddenError);
  });

  it('never repeats a secret', async () => {
    const account = await server.serviceAccount('store', ['store.yaml']);
    const store = server.cluster(account).client;
    const write = (type?: string) =>
      store.apply(coreKinds.secrets, {
        metadata: id('s'),
        type,
        data: { 'bad/key': 'aHVudGVyMg==', tls: 'hunter2' },
      });
    for (const type of [undefined, 'kubernetes.io/tls']) {
      const error: Error = await write(type).then(
        () => Promise.reject(new Error('was accepted')),
        e => e,
      );
      expect(error.message).toMatch(/is refused by Kubernetes|HTTP 500/);
      expect(JSON.stringify([error.message, error])).not.toMatch(
        /hunter2|aHVudGVyMg/,
      );
    }
  });

  it.each(['..', '.', 'a/b', '%2e%2e', ''])(
    'refuses the name %j before it becomes a path',
    async name => {
      await expect(client.get(clusters, id(name))).rejects.toThrow(
        InvalidFieldsError,
      );
      await expect(
        client.get(clusters, { namespace: name, name: 'x' }),
      ).rejects.toThrow(/^namespace must/);
    },
  );

  it('names the webhook that does not respond', async () => {
    const hooks =
      '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
    await server.admin().json({
      method: 'POST',
      path: hooks,
      body: {
        metadata: { name: 'operator' },
        webhooks: [
          {
            name: 'vcluster.cnpg.io',
            rules: [
              {
                apiGroups: [clusters.group],
                apiVersions: ['v1'],
                operations: ['CREATE'],
                resources: ['clusters'],
              },
            ],
            clientConfig: { url: 'https://127.0.0.1:9/validate' },
            matchConditions: [
              {
                name: 'not-the-other-tests',
                expression: "object.metadata.name == 'hooked'",
              },
            ],
            sideEffects: 'None',
            admissionReviewVersions: ['v1'],
          },
        ],
      },
    });
    // The API server takes some time to register it.
    await waitFor(() =>
      expect(
        client.apply(clusters, clusterManifest('hooked'), { dryRun: true }),
      ).rejects.toThrow(/vcluster\.cnpg\.io.*Check that the operator/s),
    );
    await server.admin().json({ method: 'DELETE', path: `${hooks}/operator` });
  });

  it('reports a missing namespace', async () => {
    await expect(
      client.apply(clusters, {
        ...clusterManifest('lost'),
        metadata: { name: 'lost', namespace: 'nowhere' },
      }),
    ).rejects.toThrow(/namespaces "nowhere" not found/);
  });

  it('ends with its signal, and at its timeout without a response', async () => {
    const proxy = new StallingProxy(server.url);
    const address = await proxy.start();
    proxy.stallAll();
    const stalled = server.cluster(server.kubeConfig(address)).client;
    await expect(
      stalled.get(clusters, id('x'), { timeoutMs: 300 }),
    ).rejects.toThrow(UpstreamTimeoutError);
    await expect(
      stalled.get(clusters, id('x'), {
        signal: AbortSignal.timeout(300),
      }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    proxy.stop();
    await expect(stalled.get(clusters, id('x'))).rejects.toThrow(
      /ECONNREFUSED.*Check that the API server runs/,
    );
  });

  it('reads a port of a pod', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find(info => info?.family === 'IPv4' && !info.internal)?.address;
    const pod: Server = createServer((request, response) =>
      response.end(
        request.url === '/large'
          ? 'x'.repeat(6 * 2 ** 20)
          : JSON.stringify({ path: request.url }),
      ),
    );
    await new Promise<void>(done => pod.listen(0, address, done));
    const admin = server.cluster().client;
    await admin.create(coreKinds.pods, podManifest('orders-1', 'orders'));
    await admin.patch(
      coreKinds.pods,
      id('orders-1'),
      { status: { podIP: address, podIPs: [{ ip: address }] } },
      { subresource: 'status' },
    );
    const request = {
      namespace: 'default',
      name: 'orders-1',
      scheme: 'http' as const,
      port: (pod.address() as AddressInfo).port,
      path: '/pg/status',
    };
    expect(JSON.parse(await client.podGet(request))).toEqual({
      path: '/pg/status',
    });
    // A pod must not fill the memory of Backstage.
    await expect(client.podGet({ ...request, path: '/large' })).rejects.toThrow(
      /larger than 5 MB/,
    );
    pod.close();
    pod.closeAllConnections();
    await expect(client.podGet(request)).rejects.toThrow(
      /Kubernetes cluster 'test' failed: get pods\/proxy 'default\/orders-1'/,
    );
  });
});
