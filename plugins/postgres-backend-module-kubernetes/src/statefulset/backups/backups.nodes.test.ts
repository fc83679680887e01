import { randomUUID } from 'node:crypto';
import {
  describeWithNodes,
  shopRequest,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { sqlOnNodes } from '../__testUtils__/sqlOnNodes';
import { actor, createProvider } from '../__testUtils__/TestEnvironment';
import { namesOf, PROVIDER_ID, resources } from '../model';
import type { StatefulSetProvider } from '../StatefulSetProvider';

jest.setTimeout(600_000);

describeWithNodes('backups on nodes', nodes => {
  let provider: StatefulSetProvider;
  const { namespace } = nodes;
  const refOf = (name: string) => `${PROVIDER_ID}:test/${namespace}/${name}`;
  const marker = randomUUID();

  beforeAll(() => {
    provider = createProvider(nodes.cluster(nodes.adminConfig()), {
      namespaces: [namespace],
      image: 'localhost/postgres:{version}',
      versions: ['17'],
    });
  });
  afterAll(() => provider.disconnect());

  const request = {
    ...shopRequest(PROVIDER_ID, 'orders', {
      size: 'small',
      options: { backup: { schedule: 'daily at 02:00' } },
    }),
    location: `test/${namespace}`,
  };
  const sql = sqlOnNodes(nodes);
  const usable = async (name: string) => {
    await provider.reconcile({});
    const { binding } = { ...request, ...shopRequest(PROVIDER_ID, name) };
    return provider.bind(refOf(name), binding, actor);
  };
  const backups = async () =>
    (await provider.listBackups(refOf('orders'))).backups;

  it('takes a verified backup', async () => {
    await provider.create(request, actor);
    await waitFor(
      async () =>
        expect(await usable('orders')).toMatchObject({
          usable: { value: true },
          safe: { value: false },
          credentials: expect.anything(),
        }),
      240_000,
    );
    await sql(
      'orders',
      `CREATE TABLE items (id text); INSERT INTO items VALUES ('${marker}')`,
    );
    const { id } = await provider.createBackup(refOf('orders'), {}, actor);
    await waitFor(
      async () =>
        expect(await backups()).toMatchObject([
          { id, status: 'finished', verified: { ok: true } },
        ]),
      180_000,
    );
    expect(await usable('orders')).toMatchObject({ safe: { value: true } });
  });

  it('restores it to a new database, with its rows', async () => {
    await sql('orders', 'DELETE FROM items');
    const { binding } = shopRequest(PROVIDER_ID, 'copy');
    const copy = await provider.restore(
      refOf('orders'),
      { name: 'copy', binding },
      actor,
    );
    expect(copy.usable.value).toBe(false);
    await waitFor(
      async () =>
        expect(await usable('copy')).toMatchObject({
          usable: { value: true },
          status: { state: 'working' },
          credentials: expect.anything(),
        }),
      300_000,
    );
    expect(await sql('copy', 'SELECT id FROM items')).toBe(marker);
    expect(
      await sql(
        'copy',
        "SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'items'",
      ),
    ).toBe('t');
    expect(await sql('orders', 'SELECT count(*) FROM items')).toBe('0');
  });

  it('takes backups by its schedule', async () => {
    // What the CronJob would create at its time.
    const { client } = nodes.admin;
    const { backup } = namesOf('orders');
    const id = { namespace, name: backup };
    const cron = await client.get(resources.cronJobs, id);
    const { jobTemplate } = cron!.spec as {
      jobTemplate: { metadata: object; spec: object };
    };
    const { kind } = resources.cronJobs;
    const { uid = '' } = cron!.metadata;
    await client.create(resources.jobs, {
      metadata: {
        ...jobTemplate.metadata,
        namespace,
        name: `${backup}-29401200`,
        ownerReferences: [{ apiVersion: 'batch/v1', kind, name: backup, uid }],
      },
      spec: jobTemplate.spec,
    });
    await waitFor(async () => {
      const [newest] = await backups();
      expect(newest).toMatchObject({ id: '29401200', status: 'finished' });
    }, 180_000);
    expect(await backups()).toHaveLength(2);
  });
});
