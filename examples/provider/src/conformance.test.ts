import {
  describeProviderConformance,
  describeWithPart,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { coreKinds } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { Stage } from './__testUtils__/Stage';
import { resources } from './acorns';

const namespace = 'default';

describeWithPart('KUBEBUILDER_ASSETS', 'provider acorn', () =>
  // A login is left out: an API server alone runs no PostgreSQL.
  describeProviderConformance(
    'on a real API server',
    async () => {
      const stage = await Stage.start();
      const { admin } = stage;
      return {
        createProvider: async () => stage.provider(),
        request: name =>
          stage.request(name, {
            version: '17',
            instances: 2,
            extensions: ['citext'],
          }),
        differs: {
          field: 'instances',
          apply: request => ({ ...request, instances: 3 }),
        },
        change: { instances: 3, storage: '2Ti', extensions: ['pg_trgm'] },
        count: async name =>
          (await admin.list(resources.acorns)).filter(
            ({ metadata }) => metadata.name === name,
          ).length,
        createForeign: async name => {
          await admin.create(resources.acorns, {
            metadata: { namespace, name },
            spec: { version: '17', instances: 1, storage: '1Gi' },
          });
          return `acorn:test/${namespace}/${name}`;
        },
        fingerprint: async name => {
          const acorn = await admin.get(resources.acorns, { namespace, name });
          return JSON.stringify([acorn?.spec, acorn?.metadata.labels]);
        },
        passwords: async () => {
          await stage.operator.settled();
          const secrets = await admin.list(coreKinds.secrets, { namespace });
          const texts = secrets.flatMap(({ data }) => {
            const { password, PGPASSWORD } = data as Record<string, string>;
            return [password, PGPASSWORD].flatMap(text => text ?? []);
          });
          // The store gets each of them a moment later.
          return [...new Set(texts)].map(text =>
            Buffer.from(text, 'base64').toString(),
          );
        },
        cut: async () => {
          await stage.server.stop();
          return () => stage.server.start();
        },
        dispose: () => stage.stop(),
        beyond: {
          'extensions.0': request => ({ ...request, extensions: ['plperlu'] }),
          size: request => ({ ...request, size: 'galactic' }),
          version: request => ({ ...request, version: '9.6' }),
        },
        trace: async name => {
          const acorn = await admin.get(resources.acorns, { namespace, name });
          return JSON.stringify([acorn?.metadata.annotations, acorn?.spec]);
        },
        drift: async name => {
          // The entry in the credential store is not the Secret of the operator.
          const entries = async () =>
            (await admin.list(coreKinds.secrets, { namespace })).filter(
              ({ metadata, data }) =>
                metadata.name.includes(name) && Object(data).PGPASSWORD,
            );
          for (const { metadata } of await entries())
            await admin.delete(coreKinds.secrets, metadata);
          return async () => (await entries()).length > 0;
        },
        createManaged: async name => {
          const labels = { 'kustomize.toolkit.fluxcd.io/name': 'shop' };
          await admin.create(resources.acorns, {
            metadata: { namespace, name, labels },
            spec: { version: '17', instances: 1, storage: '1Gi' },
          });
          return `acorn:test/${namespace}/${name}`;
        },
      };
    },
    [
      'restart',
      'hibernate',
      'fence',
      'remove-member',
      'option-classes',
      'stall',
    ],
  ),
);
