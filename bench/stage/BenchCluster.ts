import { join } from 'node:path';
import { ApiServer } from '../../plugins/postgres-kubernetes-node/src/testUtils/ApiServer';
import { cnpgKinds } from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/model';
import { NAMESPACES } from '../databases';
import { copyOf } from './copyOf';
import { BulkStore } from './etcd';
import { grantPeer } from './grantPeer';
import { readTemplate, type TemplateObject } from './template';

/** Service account of both plugins. */
const ACCOUNT = 'pgstage';

/** Databases that are written concurrently. */
const WRITERS = 4;

/** Login of both plugins: the same token. */
export interface ClusterLogin {
  url: string;
  /** Absent if the address is plain HTTP. */
  caData?: string;
  token: string;
}

/** An API server with databases in it. */
export class BenchCluster {
  readonly server = new ApiServer();
  #token = '';
  #count = 0;

  static async start(crds: string): Promise<BenchCluster> {
    // By default, Go lets garbage use as much memory as live objects: too much
    // with 10,000 databases, which need 6 GiB.
    process.env.GOMEMLIMIT ??= '8GiB';
    const cluster = new BenchCluster();
    const { server } = cluster;
    await server.start();
    const own = Object.values(cnpgKinds)
      .map(({ resource }) => resource)
      .filter(({ group }) => group === 'postgresql.cnpg.io');
    await server.installCrds(
      ...own.map(({ plural }) => join(crds, `cnpg-1.30-${plural}.yaml`)),
      join(crds, 'barman-cloud-0.14-objectstores.yaml'),
    );
    await Promise.all(
      NAMESPACES.map(name =>
        server.admin().json({
          method: 'POST',
          path: '/api/v1/namespaces',
          body: { metadata: { name } },
        }),
      ),
    );
    await grantPeer(server, ACCOUNT);
    const account = await server.serviceAccount(ACCOUNT, [
      'observer.yaml',
      'operator.yaml',
    ]);
    cluster.#token = account.getCurrentUser()?.token ?? '';
    return cluster;
  }

  get login(): ClusterLogin {
    return {
      url: this.server.url,
      caData: this.server.caData,
      token: this.#token,
    };
  }

  /** Reads the objects of one recorded database; leaves none in the cluster. */
  async readTemplate(recordings: string): Promise<TemplateObject[]> {
    const template = await readTemplate(this.server, recordings);
    await new BulkStore(this.server.etcdUrl).delete(template);
    return template;
  }

  /** Adds databases until there are `count`. */
  async fill(template: TemplateObject[], count: number): Promise<void> {
    const store = new BulkStore(this.server.etcdUrl);
    const writers = Array.from({ length: WRITERS }, async () => {
      while (this.#count < count) {
        this.#count += 1;
        await store.put(copyOf(template, this.#count - 1));
      }
    });
    await Promise.all(writers);
  }

  stop(): Promise<void> {
    return this.server.exit();
  }
}
