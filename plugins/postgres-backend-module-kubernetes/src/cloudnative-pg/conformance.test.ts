import {
  describeProviderConformance,
  describeWithPart,
  type ProviderConformanceHarness,
} from '@pgstage/backstage-plugin-postgres-node/testUtils';
import {
  apiServerHarness,
  StallingApiServer,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { coreKinds } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { crdFiles, Provisioner } from './__testUtils__/provisioner';
import {
  contentsOf,
  finishBackup,
  runInstances,
  traceOf,
} from './__testUtils__/runInstances';
import { message } from './messages';
import { namesOf, PROVIDER_ID, resources } from './model';
import * as observe from './observe';

jest.mock('./observe', () => ({
  ...jest.requireActual('./observe'),
  readHealth: jest.fn(),
}));

const { namespace } = Provisioner;
const backupTargets = {
  main: {
    type: 's3',
    path: 's3://backups/postgres',
    credentials: { secret: 's3' },
  },
};

/** Stands in for the operator: writes the login of each application to a Secret. */
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

const streamingStandby: typeof observe.readHealth = async (_context, ref) => {
  const name = ref.split('/').at(-1);
  const evidence = {
    source: 'instance' as const,
    at: new Date().toISOString(),
  };
  return {
    instances: [
      {
        name: `${name}-1`,
        role: 'primary',
        state: 'working',
        reason: message('primaryUp'),
        evidence,
      },
      {
        name: `${name}-2`,
        role: 'standby',
        state: 'working',
        reason: message('streaming'),
        evidence,
        lag: { replayBytes: 0 },
      },
    ],
    slots: [],
    forbidden: [],
  };
};

describeWithPart('KUBEBUILDER_ASSETS', 'provider cloudnative-pg', () =>
  describeWithPart('PGSTAGE_CRD_DIR', 'with CRDs', crds =>
    // The feature `login` is left out: an API server runs no PostgreSQL.
    describeProviderConformance(
      'on a real API server',
      async (): Promise<ProviderConformanceHarness> => {
        const server = new StallingApiServer();
        await server.start();
        const provisioner = await Provisioner.start(
          server,
          crdFiles(crds),
          { backupTargets, backup: { target: 'main' } },
          ['reveal.yaml'],
        );
        const { admin } = provisioner;
        const common = apiServerHarness(server, {
          id: PROVIDER_ID,
          kind: resources.clusters,
          spec: { instances: 1, storage: { size: '1Gi' } },
        });

        return {
          ...common,
          createProvider: async () => provisioner.provider(),
          request: name =>
            provisioner.request(name, {
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
          passwords: async () => {
            await makeSecrets(provisioner);
            return common.passwords();
          },
          beyond: {
            ...common.beyond,
            'options.image': request => ({
              ...request,
              options: { image: 'example.com/any:1' },
            }),
          },
          run: async name => {
            await runInstances(provisioner, name);
            // A switchover queries the instances, which do not run in this test.
            jest
              .mocked(observe.readHealth)
              .mockImplementation(streamingStandby);
          },
          trace: name => traceOf(provisioner, name),
          contents: name => contentsOf(provisioner, name),
          finishBackup: (_name, id) => finishBackup(provisioner, id),
          drift: async name => {
            const pooler = { namespace, name: namesOf(name).pooler };
            await admin.delete(resources.poolers, pooler);
            return async () =>
              (await admin.get(resources.poolers, pooler)) !== undefined;
          },
          optionClasses: [
            {
              options: { parameters: { work_mem: '8MB' } },
              classes: { 'options.parameters.work_mem': 'free' },
            },
            {
              options: { backup: { target: 'main' } },
              classes: { 'options.backup.target': 'allowed' },
            },
            {
              options: { pgHba: ['host all all all trust'] },
              classes: { 'options.pgHba': 'platform' },
            },
          ],
          dispose: () => server.exit(),
        };
      },
      [
        'change',
        'remove',
        'rotate-password',
        'backup',
        'restore',
        'switchover',
        'restart',
        'hibernate',
        'fence',
        'destroy-instance',
        'reveal-credentials',
        'read-logs',
        'scale',
        'roles',
        'databases',
        'render',
        'reconcile',
        'option-classes',
        'managed',
        'stall',
      ],
    ),
  ),
);
