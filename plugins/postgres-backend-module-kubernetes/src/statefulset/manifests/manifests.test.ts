import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpYaml } from '@kubernetes/client-node';
import {
  allOf,
  apiVersionOf,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ApiServer } from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { planFor } from '../__testUtils__/planFor';
import { manifestsOf, secretsOf } from '.';

/** Each combination of options with its golden manifests. Set PGSTAGE_GOLDEN=write to write these after a change, and review the difference. */
const plans = {
  'small-17': planFor('orders', { size: 'small', version: '17' }),
  'medium-18': planFor('orders', { size: 'medium', version: '18' }),
  'large-18': planFor('orders', { size: 'large', version: '18' }),
  'monitored-16': planFor('orders', {
    size: 'medium',
    version: '16',
    options: { monitoring: true },
  }),
  'large-14-three': planFor('orders', {
    size: 'large',
    version: '14',
    instances: 3,
    storage: '100Gi',
  }),
  'names-17': planFor('a-long-name-of-a-database-in-shops', {
    version: '17',
    database: 'order_items',
    user: 'order-writer',
    protected: true,
  }),
  'backup-17': planFor('orders', { version: '17', options: { backup: {} } }),
  'configured-17.6': planFor(
    'orders',
    {
      version: '17.6',
      instances: 2,
      size: 'tiny',
      options: {
        backup: {
          schedule: 'every 6 hours',
          keep: 3,
          retention: '2w',
          storage: '20Gi',
        },
      },
    },
    {
      versions: ['17.6'],
      image: 'registry.example.com/postgres:{version}-bookworm',
      userId: 70,
      storageClass: 'fast',
      imagePullSecrets: ['registry'],
      sizes: {
        tiny: { storage: '512Mi', requests: { cpu: '50m', memory: '128Mi' } },
      },
    },
  ),
};

function all(plan: ReturnType<typeof planFor>) {
  let count = 0;
  return [
    ...allOf(manifestsOf(plan)),
    ...secretsOf(plan, () => `password-${(count += 1)}`),
  ];
}

/** Returns the template of the pods of a StatefulSet or CronJob. */
function podTemplateOf(
  spec: unknown,
): { metadata: object; spec: object } | undefined {
  const { template, jobTemplate } = Object(spec);
  return template ?? jobTemplate?.spec.template;
}

const yamlOf = (plan: ReturnType<typeof planFor>) =>
  all(plan)
    .map(({ kind, object }) =>
      dumpYaml(
        { apiVersion: apiVersionOf(kind), kind: kind.kind, ...object },
        { lineWidth: -1, noRefs: true },
      ),
    )
    .join('---\n');

it.each(Object.entries(plans))(
  'renders %s as its golden manifests',
  (name, plan) => {
    const file = join(__dirname, '__fixtures__', `${name}.yaml`);
    const yaml = yamlOf(plan);
    if (process.env.PGSTAGE_GOLDEN === 'write') writeFileSync(file, yaml);
    expect(yaml).toBe(readFileSync(file, 'utf8'));
  },
);

it('renders the same for the same plan', () => {
  const plan = plans['large-18'];
  expect(yamlOf(plan)).toBe(yamlOf(plan));
});

describeWithPart('KUBEBUILDER_ASSETS', 'manifests on an API server', () => {
  const server = new ApiServer();
  const namespace = 'restricted';

  beforeAll(async () => {
    await server.start();
    await server.admin().json({
      method: 'POST',
      path: '/api/v1/namespaces',
      body: {
        metadata: {
          name: namespace,
          labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
        },
      },
    });
  });
  afterAll(() => server.exit());

  it.each(Object.entries(plans))(
    'accepts %s strictly, and its pods under Pod Security restricted',
    async (_, plan) => {
      const { client } = server.cluster();
      for (const { kind, object } of all({ ...plan, namespace })) {
        const { name } = object.metadata;
        const created = await client.create(kind, object, { dryRun: true });
        expect(created.metadata.name).toBe(name);
        const template = podTemplateOf(object.spec);
        if (!template) continue;
        // Pod Security only warns about templates, and rejects pods.
        const pod = await client.create(
          { group: '', version: 'v1', plural: 'pods', kind: 'Pod' },
          {
            metadata: { ...template.metadata, name: `${name}-0`, namespace },
            spec: template.spec,
          },
          { dryRun: true },
        );
        expect(pod.spec).toMatchObject({ automountServiceAccountToken: false });
      }
    },
  );
});
