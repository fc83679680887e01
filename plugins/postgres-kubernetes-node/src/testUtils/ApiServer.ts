import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { KubeConfig } from '@kubernetes/client-node';
import { ClusterConnection } from '../cluster/api/ClusterConnection';
import { Cluster } from '../cluster/Cluster';
import { defaultTiming, type WatchTiming } from '../cluster/watch/timing';
import { readRoles } from './readRoles';

const DRIVER = resolvePackagePath(
  '@pgstage/backstage-plugin-postgres-kubernetes-node',
  'assets/apiServerProcess.mjs',
);

/**
 * Short time limits: tests wait for milliseconds where production waits for
 * minutes.
 *
 * @public
 */
export const quickTiming: WatchTiming = {
  ...defaultTiming,
  requestTimeoutMs: 5_000,
  backoff: { firstMs: 50, maxMs: 500 },
  forbiddenAfterMs: 300,
  discoveryMs: 300,
};

interface Started {
  server: string;
  etcd: string;
  caData: string;
  kubeconfig: string;
}

/** A real API server for one test suite, with RBAC. No controller runs in it. @public */
export class ApiServer {
  #process?: ChildProcess;
  #nextId = 1;
  #started?: Started;

  async start(): Promise<void> {
    this.#process ??= fork(DRIVER, {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    if (!this.#started) await once(this.#process, 'message');
    this.#started = await this.#command<Started>('start');
  }

  /** Stops the API server; `start` starts it again at the same address. */
  stop = () => this.#command('stop');
  /** Deletes all data while the API server is stopped. */
  wipe = () => this.#command('wipe');
  installCrds = (...paths: string[]) => this.#command('install', paths);
  uninstallCrds = (...paths: string[]) => this.#command('uninstall', paths);

  async exit(): Promise<void> {
    if (!this.#process?.connected) return;
    const exited = once(this.#process, 'exit');
    this.#process.send({ id: 0, command: 'exit' });
    await exited;
  }

  get url(): string {
    return this.#details.server;
  }

  /** URL of its etcd, to write many objects directly. */
  get etcdUrl(): string {
    return this.#details.etcd;
  }

  get caData(): string {
    return this.#details.caData;
  }

  /** Returns the kubeconfig of the administrator; with `server`, through a proxy. */
  kubeConfig(server?: string): KubeConfig {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(this.#details.kubeconfig);
    return server ? through(kubeConfig, server) : kubeConfig;
  }

  /** Returns a connection as administrator, to prepare and inspect objects. */
  admin(): ClusterConnection {
    return new ClusterConnection(this.kubeConfig());
  }

  cluster(kubeConfig = this.kubeConfig(), timing = quickTiming): Cluster {
    return new Cluster(
      'test',
      'Test',
      kubeConfig,
      mockServices.logger.mock(),
      timing,
    );
  }

  /**
   * Returns the kubeconfig of a service account with exactly these
   * ClusterRoles: files of deploy/kubernetes, or absolute paths.
   */
  async serviceAccount(name: string, roleFiles: string[]): Promise<KubeConfig> {
    const admin = this.admin();
    const accounts = '/api/v1/namespaces/default/serviceaccounts';
    const post = (path: string, body: unknown) =>
      admin.json<{ status?: { token: string } }>({
        method: 'POST',
        path,
        body,
      });
    await post(accounts, { metadata: { name } });
    for (const file of roleFiles) {
      for (const role of readRoles(file)) {
        await admin.json({
          method: 'PATCH',
          path: `/apis/rbac.authorization.k8s.io/v1/clusterroles/${role.metadata.name}`,
          query: { fieldManager: 'test', force: 'true' },
          contentType: 'application/apply-patch+yaml',
          body: role,
        });
        await post('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
          metadata: { name: `${name}-${role.metadata.name}` },
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: role.metadata.name,
          },
          subjects: [{ kind: 'ServiceAccount', name, namespace: 'default' }],
        });
      }
    }
    const { status } = await post(`${accounts}/${name}/token`, {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      spec: {},
    });
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      {
        name: 'test',
        server: this.url,
        caData: this.caData,
        skipTLSVerify: false,
      },
      { name, token: status?.token },
    );
    return kubeConfig;
  }

  get #details(): Started {
    if (!this.#started) throw new Error('The API server was not started');
    return this.#started;
  }

  async #command<T>(command: string, argument?: unknown): Promise<T> {
    const id = this.#nextId++;
    const child = this.#process;
    if (!child) throw new Error('The API server was not started');
    return new Promise((done, fail) => {
      const onMessage = (message: {
        id: number;
        error?: string;
        result: T;
      }) => {
        if (message.id !== id) return;
        child.off('message', onMessage);
        if (message.error) fail(new Error(message.error));
        else done(message.result);
      };
      child.on('message', onMessage);
      child.send({ id, command, argument });
    });
  }
}

/** Returns the same login at another address, such as that of a proxy. @public */
export function through(kubeConfig: KubeConfig, server: string): KubeConfig {
  const copy = new KubeConfig();
  copy.loadFromOptions({
    clusters: kubeConfig.clusters.map(cluster => ({
      ...cluster,
      server,
      ...(server.startsWith('http:') && { skipTLSVerify: true }),
    })),
    users: kubeConfig.users,
    contexts: kubeConfig.contexts,
    currentContext: kubeConfig.currentContext,
  });
  return copy;
}
