import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { KubeConfig } from '@kubernetes/client-node';
import type {
  Connection,
  Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { waitFor } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import {
  Cluster,
  Clusters,
  coreKinds,
  type KubernetesObject,
  type ResourceKind,
  KubernetesCredentialStore,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { quote } from 'shell-quote';
import { snapshotWithoutParts, resources } from '../model';
import { connectionTo } from '.';

const IMAGE = 'localhost/postgres:17';
const PASSWORD = "p'w \\ x";
const namespaces: ResourceKind = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
  kind: 'Namespace',
};
const deployments: ResourceKind = {
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  kind: 'Deployment',
};
const nodes: ResourceKind = {
  group: '',
  version: 'v1',
  plural: 'nodes',
  kind: 'Node',
};

/** Starts PostgreSQL with a self-signed certificate. */
const SERVE = `
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=postgres -keyout /tmp/tls.key -out /tmp/tls.crt 2>/dev/null
chown 999 /tmp/tls.*
exec docker-entrypoint.sh postgres -c ssl=on -c ssl_cert_file=/tmp/tls.crt -c ssl_key_file=/tmp/tls.key`;

/** A server without an operator, in a pod; with `hostNetwork`, like a server outside the cluster. */
function postgres(
  name: string,
  namespace: string,
  { port = 5432, hostNetwork = false } = {},
): KubernetesObject {
  const app = { app: name };
  return {
    metadata: { name, namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: app },
      template: {
        metadata: { labels: app },
        spec: {
          hostNetwork,
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: 'postgres',
              image: IMAGE,
              imagePullPolicy: 'IfNotPresent',
              command: ['bash', '-c', SERVE],
              env: [
                { name: 'POSTGRES_USER', value: 'shop' },
                { name: 'POSTGRES_PASSWORD', value: PASSWORD },
                { name: 'POSTGRES_DB', value: 'orders' },
                { name: 'PGPORT', value: `${port}` },
              ],
              readinessProbe: {
                exec: { command: ['pg_isready', '-h', '127.0.0.1'] },
                periodSeconds: 1,
              },
            },
          ],
        },
      },
    },
  };
}

/** A client that exits; with `hostNetwork`, like a program on a laptop. */
function clientPod(
  name: string,
  namespace: string,
  container: object,
  hostNetwork = false,
): KubernetesObject {
  return {
    metadata: { name, namespace },
    spec: {
      hostNetwork,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'client',
          image: IMAGE,
          imagePullPolicy: 'IfNotPresent',
          ...container,
        },
      ],
    },
  };
}

describeWithPart(
  'KUBECONFIG',
  'on a cluster that runs pods',
  kubeconfigFile => {
    const id = `pgstage-test-${Date.now().toString(36)}`;
    const apps = `${id}-apps`;
    let cluster: Cluster;
    let folder: string;
    let environment: NodeJS.ProcessEnv;
    let connection: Connection;

    const ready = (name: string) =>
      waitFor(async () => {
        const deployment = await cluster.client.get(deployments, {
          namespace: id,
          name,
        });
        expect(deployment?.status).toMatchObject({ readyReplicas: 1 });
      });

    const recipe = (name: string): Recipe =>
      connection.recipes.find(each => each.id === name)!;
    const command = (from: Recipe, label: RegExp) => {
      const found = from.commands.find(each => label.test(each.label));
      if (!found) throw new Error(`${from.id} has no command ${label}`);
      return found.command;
    };

    /** Runs a command like a person who pastes it, with lines as its input; its child processes end with it. */
    const shell = async (line: string, input?: string): Promise<string> => {
      const child = promisify(execFile)('timeout', ['20', 'bash', '-c', line], {
        env: environment,
      });
      child.child.stdin?.end(input);
      const { stdout } = await child;
      return stdout;
    };

    beforeAll(async () => {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(kubeconfigFile);
      cluster = new Cluster(
        'test',
        'Test',
        kubeConfig,
        mockServices.logger.mock(),
      );
      const { client } = cluster;
      // KUBECONFIG may name any cluster: use only one that was created for tests.
      // A node reports its images late.
      await waitFor(async () => {
        const images = (await client.list(nodes)).flatMap(({ status }) =>
          (status as { images: Array<{ names: string[] }> }).images.flatMap(
            ({ names }) => names,
          ),
        );
        if (!images.includes(IMAGE)) {
          throw new Error(`The cluster of KUBECONFIG has no image ${IMAGE}`);
        }
      });
      for (const name of [id, apps])
        await client.create(namespaces, { metadata: { name } });

      await client.create(deployments, postgres('orders', id));
      await client.create(
        deployments,
        postgres('outside', id, { port: 25432, hostNetwork: true }),
      );
      await client.create(coreKinds.services, {
        metadata: { name: 'orders-rw', namespace: id },
        spec: { selector: { app: 'orders' }, ports: [{ port: 5432 }] },
      });
      await client.create(coreKinds.secrets, {
        metadata: { name: 'orders-app', namespace: id },
        type: 'kubernetes.io/basic-auth',
        data: {
          username: Buffer.from('shop').toString('base64'),
          password: Buffer.from(PASSWORD).toString('base64'),
        },
      });

      // A laptop: a separate kubeconfig, and a psql that supports TLS.
      folder = await mkdtemp(path.join(tmpdir(), 'pgstage-laptop-'));
      await writeFile(
        path.join(folder, 'kubeconfig'),
        await readFile(kubeconfigFile),
      );
      const laptop = clientPod(
        'laptop',
        id,
        { command: ['sleep', '600'] },
        true,
      );
      await client.create(coreKinds.pods, laptop);
      // A tunnel whose pod is deleted during a login may lose it.
      await writeFile(
        path.join(folder, 'psql'),
        `#!/bin/sh\nexec kubectl -n ${id} exec -i laptop -- env PGPASSWORD="$PGPASSWORD" PGCONNECT_TIMEOUT=5 psql -XAtq "$@"\n`,
      );
      await chmod(path.join(folder, 'psql'), 0o755);
      environment = {
        ...process.env,
        PATH: [folder, process.env.PATH, process.env.KUBEBUILDER_ASSETS].join(
          ':',
        ),
        KUBECONFIG: path.join(folder, 'kubeconfig'),
      };

      connection = connectionTo(
        snapshotWithoutParts('test', {
          apiVersion: 'postgresql.cnpg.io/v1',
          kind: resources.clusters.kind,
          metadata: { name: 'orders', namespace: id },
          spec: {
            instances: 1,
            bootstrap: { initdb: { database: 'orders', owner: 'shop' } },
          },
          status: { image: IMAGE },
        }),
      );
      await Promise.all([ready('orders'), ready('outside')]);
    });

    // The rules of the node route to the new pod only some time after its Deployment is ready.
    beforeEach(async () => {
      const service = await cluster.client.get(coreKinds.services, {
        namespace: id,
        name: 'orders-rw',
      });
      const { clusterIP } = service!.spec as { clusterIP: string };
      await waitFor(async () => {
        await shell(
          `kubectl -n ${id} exec laptop -- pg_isready -q -h ${clusterIP}`,
        );
      });
    });

    afterAll(async () => {
      for (const name of [id, apps])
        await cluster?.client.delete(namespaces, { name });
      cluster?.close();
      if (folder) await rm(folder, { recursive: true });
    });

    it('port-forward: works unchanged, and reconnects by itself after its pod is deleted', async () => {
      const ours = new KubeConfig();
      ours.loadFromFile(kubeconfigFile);
      const steps = recipe('port-forward');
      await shell(
        command(steps, /cluster/).replace('CONTEXT', ours.getCurrentContext()),
      );
      const forward = spawn('bash', ['-c', command(steps, /port-forward/)], {
        env: environment,
        detached: true,
        stdio: 'ignore',
      });
      const select = async () => {
        const answer = await shell(
          command(steps, /psql/),
          'SELECT current_user, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid();',
        );
        expect(answer.trim()).toBe('shop|t');
      };
      try {
        await waitFor(select);
        const [pod] = await cluster.client.list(coreKinds.pods, {
          namespace: id,
          labelSelector: 'app=orders',
        });
        await cluster.client.delete(coreKinds.pods, pod.metadata);
        await ready('orders');
        await waitFor(select, 60_000);
      } finally {
        // Like Ctrl-C, this ends the loop, not only the command in it. If
        // kubectl loses its pod at that moment, a person presses it again.
        await waitFor(() => {
          if (forward.exitCode === null && forward.signalCode === null) {
            process.kill(-forward.pid!, 'SIGINT');
            throw new Error('The port-forward still runs');
          }
        });
      }
    });

    it('temporary pod: psql with input, and nothing left afterwards', async () => {
      // psql is interactive: it needs a terminal.
      const typed = command(recipe('client-pod'), /psql/);
      const line = quote(['script', '-qec', typed, '/dev/null']);
      const terminal = spawn('timeout', ['60', 'bash', '-c', line], {
        env: environment,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const ended = once(terminal, 'exit');
      let screen = '';
      terminal.stdout.on('data', text => (screen += text));
      const shows = (text: RegExp) =>
        waitFor(async () => expect(screen).toMatch(text));
      // Each line is typed after what a person waits for: kubectl drops output
      // of a pod that ends at once. A terminal without a size starts the pager.
      await waitFor(async () => {
        if (/pressing enter/.test(screen)) terminal.stdin.write('\n');
        expect(screen).toMatch(/orders=/);
      });
      terminal.stdin.write('\\pset pager off\n');
      await shows(/usage is off/);
      terminal.stdin.write('SELECT 40 + 2 AS answer;\n');
      await shows(/\b42\b/);
      terminal.stdin.end('\\q\n');
      expect(await ended).toEqual([0, null]);
      const left = await cluster.client.list(coreKinds.pods, { namespace: id });
      expect(
        left.filter(({ metadata }) => metadata.name.startsWith('orders-psql-')),
      ).toEqual([]);
    });

    it('the credential store: a pod logs in to an external server with its Secret and ConfigMap', async () => {
      const [node] = await cluster.client.list(nodes);
      const { addresses } = node.status as {
        addresses: Array<{ type: string; address: string }>;
      };
      const host = addresses.find(({ type }) => type === 'InternalIP')!.address;
      const store = new KubernetesCredentialStore(new Clusters([cluster]), {
        cluster: 'test',
        namespace: apps,
      });
      const { secretRef } = await store.write({
        ref: 'server:outside/orders',
        host,
        port: 25432,
        database: 'orders',
        user: 'shop',
        password: PASSWORD,
        sslMode: 'require',
      });
      const name = secretRef.split('/').at(-1)!;
      const map = await cluster.client.get(coreKinds.configMaps, {
        namespace: apps,
        name,
      });
      expect(map?.data).toMatchObject({ PGHOST: `${name}.${apps}.svc` });
      await cluster.client.create(
        coreKinds.pods,
        clientPod('application', apps, {
          // The new Service may not be resolvable at first.
          command: [
            'bash',
            '-c',
            "until psql -XAtc 'SELECT current_user, inet_server_port()' 2>/dev/null; do sleep 1; done",
          ],
          envFrom: [{ secretRef: { name } }, { configMapRef: { name } }],
        }),
      );
      await waitFor(async () => {
        const pod = await cluster.client.get(coreKinds.pods, {
          namespace: apps,
          name: 'application',
        });
        expect((pod?.status as { phase?: string }).phase).toMatch(
          /Succeeded|Failed/,
        );
      });
      expect(await shell(`kubectl -n ${apps} logs application`)).toBe(
        'shop|25432\n',
      );

      await store.remove('server:outside/orders');
      expect(
        await cluster.client.get(coreKinds.services, { namespace: apps, name }),
      ).toBeUndefined();
    });

    it('the same and another namespace: pods log in with the recipes', async () => {
      const entries = command(recipe('application'), /container/)
        .split('\n')
        .slice(1);
      await cluster.client.create(
        coreKinds.pods,
        clientPod('same', id, {
          command: ['psql', '-XAtc', 'SELECT 1'],
          env: entries.map(entry => JSON.parse(entry.replace(/^ *- /, ''))),
        }),
      );
      const file = path.join(folder, 'environment');
      await writeFile(file, command(recipe('other-namespace'), /environment/));
      await shell(
        `kubectl -n ${apps} create configmap elsewhere --from-env-file=${file}`,
      );
      await cluster.client.create(
        coreKinds.pods,
        clientPod('other', apps, {
          command: ['psql', '-XAtc', 'SELECT 2'],
          envFrom: [{ configMapRef: { name: 'elsewhere' } }],
          env: [{ name: 'PGPASSWORD', value: PASSWORD }],
        }),
      );
      for (const [namespace, name, answer] of [
        [id, 'same', '1\n'],
        [apps, 'other', '2\n'],
      ]) {
        await waitFor(
          async () =>
            expect(await shell(`kubectl -n ${namespace} logs ${name}`)).toBe(
              answer,
            ),
          60_000,
        );
      }
    });
  },
);
