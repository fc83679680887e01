import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type {
  PostgresProvider,
  ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  Clusters,
  createOperatorProvider,
  KubernetesCredentialStore,
  type ClusterClient,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  shopRequest,
  StallingApiServer,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { rules } from '../rules';
import { AcornOperator } from './AcornOperator';

const file = (path: string) => join(__dirname, '../..', path);

/** A real API server with the operator, and providers with exactly the permissions of the shipped role. */
export class TestEnvironment {
  private constructor(
    readonly server: StallingApiServer,
    readonly admin: ClusterClient,
    readonly operator: AcornOperator,
    readonly provider: () => PostgresProvider,
  ) {}

  static async start(): Promise<TestEnvironment> {
    const server = new StallingApiServer();
    await server.start();
    await server.installCrds(
      file('crds/postgresacorns.yaml'),
      file('crds/acornbackups.yaml'),
    );
    const account = await server.serviceAccount('pgstage', [
      file('deploy/role.yaml'),
    ]);
    const all = server.cluster();
    const logger = mockServices.logger.mock();
    return new TestEnvironment(
      server,
      all.client,
      new AcornOperator(all),
      () => {
        const clusters = new Clusters([server.cluster(account)]);
        const store = new KubernetesCredentialStore(clusters, {});
        return createOperatorProvider(rules, {
          clusters,
          config: new ConfigReader({}),
          logger,
          credentialStore: () => store,
        })!;
      },
    );
  }

  async stop(): Promise<void> {
    this.operator.stop();
    await this.server.exit();
  }

  request(
    name: string,
    more: Partial<ProvisionDatabase> = {},
  ): ProvisionDatabase {
    return shopRequest(rules.id, name, more);
  }
}
