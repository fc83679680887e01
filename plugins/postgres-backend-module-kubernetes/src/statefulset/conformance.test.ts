import {
  describeProviderConformance,
  describeWithPart,
  type ProviderConformanceHarness,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  apiServerHarness,
  StallingApiServer,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { TestEnvironment } from './__testUtils__/TestEnvironment';
import { namesOf, PROMOTION, PROVIDER_ID, resources, RESTART } from './model';

describeWithPart('KUBEBUILDER_ASSETS', 'provider statefulset', () =>
  // The feature `login` is left out: an API server runs no PostgreSQL.
  describeProviderConformance(
    'on a real API server',
    async (): Promise<ProviderConformanceHarness> => {
      const server = new StallingApiServer();
      await server.start();
      const environment = await TestEnvironment.start(server);
      const { admin } = environment;
      const stopped = new AbortController();
      const jobs = environment.completeJobs({ said: '' }, stopped.signal);
      const service = async (name: string) =>
        (await admin.list(resources.services)).filter(
          ({ metadata }) => metadata.name === namesOf(name).readWrite,
        );
      return {
        ...apiServerHarness(server, {
          id: PROVIDER_ID,
          kind: resources.services,
          spec: {},
        }),
        createProvider: async () => environment.provider(),
        request: name =>
          environment.request(name, {
            version: '17',
            instances: 2,
            options: { backup: {} },
          }),
        differs: {
          field: 'instances',
          apply: request => ({ ...request, instances: 3 }),
        },
        change: { instances: 3, size: 'medium' },
        count: async name => (await service(name)).length,
        createForeign: name => environment.createForeign(name),
        createManaged: name =>
          environment.createForeign(name, {
            'kustomize.toolkit.fluxcd.io/name': 'shop',
          }),
        fingerprint: async name =>
          JSON.stringify(
            (await service(name)).map(({ spec, metadata }) => [
              spec,
              metadata.labels,
            ]),
          ),
        run: name => environment.run(name),
        finishBackup: (name, id) => environment.finishBackup(name, id),
        trace: async name => {
          const sets = await environment.partsOf(resources.statefulSets, name);
          return JSON.stringify(
            [...(await service(name)), ...sets].map(({ spec, metadata }) => [
              spec,
              metadata.annotations?.[RESTART],
              metadata.annotations?.[PROMOTION],
            ]),
          );
        },
        drift: async name => {
          const set = namesOf(name).instance(1);
          await admin.delete(resources.statefulSets, {
            namespace: 'default',
            name: set,
          });
          return async () =>
            (await environment.get(resources.statefulSets, set)) !== undefined;
        },
        dispose: async () => {
          stopped.abort();
          await jobs;
          await server.exit();
        },
      };
    },
    [
      'change',
      'remove',
      'restart',
      'promote',
      'rotate-password',
      'reveal-credentials',
      'read-logs',
      'scale',
      'backup',
      'restore',
      'reconcile',
      'managed',
      'stall',
    ],
  ),
);
