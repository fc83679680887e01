import { mockServices } from '@backstage/backend-test-utils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { crashAtStep } from '../__testUtils__/crashAtStep';
import { eventually } from '../__testUtils__/observedServer';
import {
  type RestoreServer,
  startRestoreServer,
} from '../__testUtils__/restoreServer';
import { actor, requestFor, signer } from '../__testUtils__/testServer';
import { Dumps } from '../backups/Dumps';
import { readRecords } from '../record';
import { checkSpec, createDatabase, type WriteContext } from '../write';
import { Restores } from './Restores';

jest.setTimeout(900_000);

const services = {
  logger: mockServices.logger.mock(),
  now: () => new Date(),
};

describeWithPart('PGSTAGE_PG18_BIN', 'a restore that is killed', bin => {
  let server: RestoreServer;
  let dump: string;
  beforeAll(async () => {
    server = await startRestoreServer(bin);
    const { provider } = await server.replica();
    await server.create(requestFor('orders', { extensions: ['citext'] }));
    await server.asApplication(
      'orders',
      'CREATE TABLE item AS SELECT generate_series(1, 3) AS id',
    );
    dump = await server.dump(provider, 'orders');
    await provider.disconnect();
  });
  afterAll(() => server?.stop());

  const restores = () =>
    new Restores(new Dumps(server.config, services), services, () => {});

  /** Requests a restore, and waits for the end of the attempt. */
  async function restore(target: WriteContext, by: Restores) {
    const request = requestFor(target.name);
    const spec = checkSpec(server.config, target.name, {
      extensions: ['citext'],
    });
    await createDatabase(
      target,
      {
        request,
        spec,
        restore: { source: 'server:main/orders', backup: dump },
      },
      { actor },
    );
    await by.start(target);
  }

  /** As reconcile does. */
  async function resume(by: Restores) {
    const query = server.connections.query.bind(server.connections);
    by.resume(await readRecords(query, signer), ({ name }) =>
      server.targetOf(name),
    );
  }

  it('at any step is completed by a repeated request or by another replica, with one of everything', async () => {
    let killed = true;
    let step = 0;
    for (step = 1; killed; step += 1) {
      const name = `copy${step}`;
      const crash = crashAtStep(step, server.store);
      const own = restores();
      try {
        const connections = server.connect();
        await restore(
          server.targetOf(name, { connections, store: crash.store }),
          own,
        ).catch(() => {});
        killed = crash.reached();
      } finally {
        crash.restore();
      }
      // Half of them as reconcile does, if there is a record to continue from.
      const recorded = await server.find(name);
      const other = restores();
      if (recorded && step % 2) {
        await resume(other);
        await other.start(server.targetOf(name));
      } else await restore(server.targetOf(name), other);
      await server.reconcile();
      expect(
        await server.asApplication(
          name,
          'SELECT current_user::text AS me, (SELECT count(*)::int FROM item) AS items',
        ),
      ).toEqual([{ me: name, items: 3 }]);
      const { rows } = await server.admin.query(
        `SELECT (SELECT count(*)::int FROM pg_roles WHERE rolname = $1) AS roles,
                (SELECT count(*)::int FROM pg_database WHERE datname = $1) AS databases,
                has_database_privilege('backstage', $1, 'CONNECT') AS anyone`,
        [name],
      );
      expect(rows).toEqual([{ roles: 1, databases: 1, anyone: false }]);
      expect((await server.find(name))?.record).toMatchObject({
        restore: { backup: dump, finishedAt: expect.any(String) },
        credentials: { state: 'stored' },
        finished: { oid: expect.any(Number) },
      });
      await own.stop();
      await other.stop();
    }
    expect(step).toBeGreaterThan(25);
    await eventually(
      async () => {
        const { rows } = await server.admin.query(
          `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name LIKE 'pgstage-restore%'`,
        );
        return rows[0].count;
      },
      count => count === 0,
    );
  });
});
