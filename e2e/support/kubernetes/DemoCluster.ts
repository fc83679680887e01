import fs from 'node:fs/promises';
import path from 'node:path';
import {
  ApiServer,
  through,
} from '../../../plugins/postgres-kubernetes-node/src/testUtils/ApiServer';
import { demo } from '../demo';
import { InstanceManagers } from './InstanceManagers';

/** Roles of the demo's Backstage: all shipped roles except for revealing passwords. */
const ROLES = ['observer.yaml', 'operator.yaml', 'store.yaml'];

/** A backup target, which the demo itself does not have. Nothing is written to it. */
const backups = {
  backupTargets: { archive: { type: 's3', path: 's3://backups/postgres' } },
  backup: { target: 'archive' },
};

/**
 * A real API server with the CRDs of the operator for the demo; the tests
 * simulate the operator.
 */
export class DemoCluster {
  /** Environment of the demo, in addition to its own. */
  readonly env = {
    KUBECONFIG: demo.kubeconfig,
    'APP_CONFIG_postgres_providers_cloudnative-pg': JSON.stringify(backups),
  };

  private constructor(
    private readonly server: ApiServer,
    private readonly managers: InstanceManagers,
  ) {}

  static async start(crds: string): Promise<DemoCluster> {
    const server = new ApiServer();
    await server.start();
    const files = (await fs.readdir(crds)).filter(file =>
      /^(cnpg|barman-cloud)-.*\.yaml$/.test(file),
    );
    await server.installCrds(...files.map(file => path.join(crds, file)));
    const managers = new InstanceManagers(server);
    const account = await server.serviceAccount('pgstage', ROLES);
    await fs.mkdir(demo.dataDir, { recursive: true });
    const write = (file: string, text: string) =>
      fs.writeFile(file, text, { mode: 0o600 });
    await write(
      demo.kubeconfig,
      through(account, await managers.start()).exportConfig(),
    );
    await write(demo.adminKubeconfig, server.kubeConfig().exportConfig());
    return new DemoCluster(server, managers);
  }

  async stop(): Promise<void> {
    this.managers.stop();
    await this.server.exit();
  }
}
