import { join } from 'node:path';
import {
  describeProviderConformance,
  describeWithPart,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { ApiServer } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { coreKinds } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { KINDS, Provisioner } from './__testUtils__/provisioner';
import { namesOf, resources } from './model';

const { namespace } = Provisioner;

/** What the operator does: the login of each application, in a Secret. */
async function makeSecrets({ admin, get }: Provisioner): Promise<void> {
  for (const { metadata } of await admin.list(resources.clusters)) {
    const name = namesOf(metadata.name).appSecret;
    if (await get(coreKinds.secrets, name)) continue;
    await admin.create(coreKinds.secrets, {
      metadata: { namespace, name },
      type: 'kubernetes.io/basic-auth',
      stringData: {
        username: metadata.name,
        password: `secret-of-${metadata.uid}`,
      },
    });
  }
}

describeWithPart('KUBEBUILDER_ASSETS', 'provider cloudnative-pg', () =>
  describeWithPart('PGSTAGE_CRD_DIR', 'with CRDs', crds =>
    // A login is left out: an API server alone runs no PostgreSQL.
    describeProviderConformance('on a real API server', async () => {
      const server = new ApiServer();
      await server.start();
      const stage = await Provisioner.start(
        server,
        KINDS.map(plural => join(crds, `cnpg-1.30-${plural}.yaml`)),
      );
      const { admin } = stage;

      return {
        createProvider: async () => stage.provider(),
        request: name =>
          stage.request(name, {
            version: '17',
            instances: 2,
            extensions: ['citext'],
            options: { pooler: { mode: 'transaction' } },
          }),
        differs: {
          field: 'instances',
          apply: request => ({ ...request, instances: 3 }),
        },
        change: { instances: 3, storage: '2Gi', extensions: ['pg_trgm'] },
        count: async name => {
          const clusters = await admin.list(resources.clusters);
          return clusters.filter(({ metadata }) => metadata.name === name)
            .length;
        },
        createForeign: async name => {
          await admin.create(resources.clusters, {
            metadata: { namespace, name },
            spec: { instances: 1, storage: { size: '1Gi' } },
          });
          return stage.refOf(name);
        },
        fingerprint: async name => {
          const { spec, metadata } = await stage.cluster(name);
          return JSON.stringify([spec, metadata.labels]);
        },
        passwords: async () => {
          await makeSecrets(stage);
          const secrets = await admin.list(coreKinds.secrets, { namespace });
          return secrets.flatMap(({ data }) => {
            const { password, PGPASSWORD } = (data ?? {}) as Record<
              string,
              string
            >;
            return [password, PGPASSWORD].flatMap(value =>
              value ? Buffer.from(value, 'base64').toString() : [],
            );
          });
        },
        cut: async () => {
          await server.stop();
          return () => server.start();
        },
        dispose: () => server.exit(),
      };
    }),
  ),
);
