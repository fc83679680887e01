import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  describeWithNodes,
  shopRequest,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { createProvider, actor } from './__testUtils__/TestEnvironment';
import { labels, namesOf, PROVIDER_ID, resources } from './model';
import type { StatefulSetProvider } from './StatefulSetProvider';

jest.setTimeout(600_000);

const IMAGE = 'localhost/postgres:17';
const names = namesOf('orders');

describeWithNodes('a life on nodes', nodes => {
  let provider: StatefulSetProvider;
  const { namespace } = nodes;
  const ref = `${PROVIDER_ID}:test/${namespace}/orders`;

  beforeAll(() => {
    provider = createProvider(nodes.cluster(nodes.adminConfig()), {
      namespaces: [namespace],
      image: 'localhost/postgres:{version}',
      versions: ['17'],
    });
  });
  afterAll(() => provider.disconnect());

  const request = {
    ...shopRequest(PROVIDER_ID, 'orders', { instances: 2, size: 'small' }),
    location: `test/${namespace}`,
  };

  /** Runs SQL as the application does: with the Secret, from a pod of its own. Returns the output, or throws it. */
  async function sql(host: string, statement: string, user?: string) {
    const { client } = nodes.admin;
    const fromSecret = (name: string, key: string) => ({
      name,
      valueFrom: { secretKeyRef: { name: names.login, key } },
    });
    const pod: KubernetesObject = {
      metadata: { namespace, name: `client-${randomUUID()}` },
      spec: {
        restartPolicy: 'Never',
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 999,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [
          {
            name: 'client',
            image: IMAGE,
            command: [
              'psql',
              '-XAtw',
              '-v',
              'ON_ERROR_STOP=1',
              '-c',
              statement,
            ],
            env: [
              { name: 'PGHOST', value: host },
              { name: 'PGCONNECT_TIMEOUT', value: '10' },
              user
                ? { name: 'PGUSER', value: user }
                : fromSecret('PGUSER', 'postgres-username'),
              fromSecret('PGPASSWORD', 'postgres-password'),
              fromSecret('PGDATABASE', 'postgres-database'),
            ],
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
            },
          },
        ],
      },
    };
    const { metadata } = await client.create(resources.pods, pod);
    const id = { namespace, name: metadata.name };
    let phase: string | undefined;
    await waitFor(async () => {
      const live = await client.get(resources.pods, id);
      phase = (live?.status as { phase?: string })?.phase;
      expect(['Succeeded', 'Failed']).toContain(phase);
    }, 60_000);
    const output = await client.podLog({ ...id, limitBytes: 10_000 });
    await client.delete(resources.pods, id);
    if (phase === 'Failed') throw new Error(output);
    return output.trim();
  }

  const workingInstances = async () => {
    const { instances } = await provider.health(ref);
    return instances.map(({ name, role, state }) => [name, role, state]);
  };
  const both = [
    [names.instance(0), 'primary', 'working'],
    [names.instance(1), 'standby', 'unknown'],
  ];
  const allOf = (kind: (typeof resources)['pods']) =>
    nodes.admin.client.list(kind, {
      namespace,
      labelSelector: labels.cluster,
    });

  it('creates a primary with a standby', async () => {
    await provider.create(request, actor);
    await waitFor(
      async () => expect(await workingInstances()).toEqual(both),
      240_000,
    );
    await provider.reconcile({});
    const database = await provider.create(request, actor);
    expect(database).toMatchObject({
      usable: { value: true },
      safe: { value: false },
      credentials: { secretRef: expect.stringContaining('orders') },
    });
  });

  it('lets the application write on the primary and read on the standby', async () => {
    const marker = randomUUID();
    await sql(
      names.readWrite,
      `CREATE TABLE items (id text); INSERT INTO items VALUES ('${marker}')`,
    );
    await waitFor(
      async () =>
        expect(
          await sql(
            names.readOnly,
            'SELECT pg_is_in_recovery(), id FROM items',
          ),
        ).toBe(`t|${marker}`),
      60_000,
    );
    await expect(
      sql(names.readOnly, "INSERT INTO items VALUES ('x')"),
    ).rejects.toThrow('read-only transaction');
  });

  it('gives the application no more than its own database', async () => {
    expect(
      await sql(
        names.readWrite,
        'SELECT rolsuper OR rolcreaterole OR rolreplication FROM pg_roles WHERE rolname = current_user',
      ),
    ).toBe('f');
    await expect(sql(names.readWrite, 'SELECT 1', 'postgres')).rejects.toThrow(
      'pg_hba.conf rejects connection',
    );
  });

  it('keeps the data and the primary when the pod of the primary is killed', async () => {
    const pod = { namespace, name: `${names.instance(0)}-0` };
    const before = await nodes.admin.client.get(resources.pods, pod);
    await nodes.admin.client.delete(resources.pods, pod);
    await waitFor(async () => {
      const live = await nodes.admin.client.get(resources.pods, pod);
      expect(live?.metadata.uid).not.toBe(before?.metadata.uid);
      expect(await workingInstances()).toEqual(both);
    }, 180_000);
    expect(await sql(names.readWrite, 'SELECT count(*) FROM items')).toBe('1');
    await sql(names.readWrite, "INSERT INTO items VALUES ('after')");
    await waitFor(
      async () =>
        expect(await sql(names.readOnly, 'SELECT count(*) FROM items')).toBe(
          '2',
        ),
      60_000,
    );
  });

  it('removes everything', async () => {
    await provider.remove(ref, {}, actor);
    await waitFor(async () => {
      for (const kind of [
        resources.statefulSets,
        resources.pods,
        resources.services,
        resources.persistentVolumeClaims,
        resources.secrets,
        resources.configMaps,
        resources.podDisruptionBudgets,
      ])
        expect(
          (await allOf(kind)).map(({ metadata }) => metadata.name),
        ).toEqual([]);
    }, 180_000);
  });
});
