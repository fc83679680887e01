import { startTestServer, type TestServer } from '../__testUtils__/testServer';
import type { ServerConnections } from '../sql';
import { withLock } from './WriteContext';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

/** Holds the lock of the database until released, as another replica. */
async function hold() {
  let end = () => {};
  let onStart = (_pid: number) => {};
  const pid = new Promise<number>(resolve => {
    onStart = resolve;
  });
  const target = server.targetOf('orders', { connections: server.connect() });
  const done = withLock(target, async session => {
    const [own] = await session.query<{ pid: number }>(
      'SELECT pg_backend_pid() AS pid',
    );
    onStart(own.pid);
    await new Promise<void>(resolve => {
      end = resolve;
    });
  });
  return {
    pid: await pid,
    release: () => {
      end();
      return done;
    },
  };
}

it('runs the writes of several replicas one after the other', async () => {
  const replicas = Array.from({ length: 8 }, () => server.connect());
  let inside = 0;
  let most = 0;
  const count = async (connections: ServerConnections) =>
    withLock(server.targetOf('orders', { connections }), async session => {
      inside += 1;
      most = Math.max(most, inside);
      await session.query('SELECT pg_sleep(0.02)');
      inside -= 1;
    });
  await Promise.all([...replicas, ...replicas, ...replicas].map(count));
  expect(most).toBe(1);
});

it('throws an error with the holder and the next step after the longest wait', async () => {
  const { pid, release } = await hold();
  await expect(
    withLock(server.targetOf('orders'), async () => {}, 0),
  ).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: expect.stringMatching(
      new RegExp(
        `another change of database 'orders' has not finished: its lock is held by session ${pid} of Backstage's role \\("pgstage" from 127.0.0.1, connected since 20.*pg_terminate_backend\\(${pid}\\)`,
      ),
    ),
  });
  await release();
});
