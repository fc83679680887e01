import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import type {
  PostgresProvider,
  ProvisionDatabase,
} from '@pgstage/backstage-plugin-postgres-node';
import {
  createOperatorProvider,
  type ClusterClient,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  dependenciesFor,
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
    return new TestEnvironment(
      server,
      all.client,
      new AcornOperator(all),
      () =>
        createOperatorProvider(rules, {
          ...dependenciesFor(server.cluster(account)),
          config: new ConfigReader({}),
        })!,
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
