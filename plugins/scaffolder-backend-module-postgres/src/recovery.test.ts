import { mockCredentials } from '@backstage/backend-test-utils';
import { startTestPostgres } from '@pgstage/example-postgres';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A scaffolder in a process of its own, which gets stuck in a call if asked to. */
async function startScaffolder(connection: object, ...stuckIn: string[]) {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolve(__dirname, '__testUtils__/runScaffolder.ts'),
      JSON.stringify(connection),
      ...stuckIn,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', line => lines.push(line));
  return {
    lines,
    /** The rest of the first line that starts so. */
    said: async (start: string) => {
      for (;;) {
        const line = lines.find(text => text.startsWith(start));
        if (line) return line.slice(start.length);
        if (child.exitCode !== null)
          throw new Error(`It ended before it said '${start}'`);
        await sleep(50);
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function callTasks(port: number, path: string, body?: object) {
  const response = await fetch(
    `http://localhost:${port}/api/scaffolder/v2/tasks${path}`,
    {
      method: body ? 'POST' : 'GET',
      body: JSON.stringify(body),
      headers: {
        'Content-Type': 'application/json',
        Authorization: mockCredentials.user.header(),
      },
    },
  );
  expect(response.ok).toBe(true);
  return response.json();
}

async function finished(port: number, task: string): Promise<string> {
  for (;;) {
    const { status } = await callTasks(port, `/${task}`);
    if (status !== 'open' && status !== 'processing') return status;
    await sleep(200);
  }
}

describe('a task whose backend is killed', () => {
  let server: Awaited<ReturnType<typeof startTestPostgres>>;
  beforeAll(async () => {
    server = await startTestPostgres({ standby: false, archive: false });
  });
  afterAll(() => server?.remove());

  it.each([
    ['createDatabase', 1],
    ['getDatabase', 0],
  ] as const)(
    'in %s ends in success after a restart',
    async (stuckIn, createdAgain) => {
      const connection = { ...server.primary, ...server.roles.backstage };
      const first = await startScaffolder(connection, stuckIn);
      const { id } = await callTasks(Number(await first.said('port ')), '', {
        templateRef: 'template:default/database',
        values: {},
      });
      await first.said(`called ${stuckIn}`);
      await first.kill();

      const second = await startScaffolder(connection);
      try {
        const port = Number(await second.said('port '));
        expect(await finished(port, id)).toBe('completed');
        expect(
          second.lines.filter(line => line === 'called createDatabase'),
        ).toHaveLength(createdAgain);
        expect(
          JSON.stringify(await callTasks(port, `/${id}/events?after=0`)),
        ).toContain('server:main/orders is usable');
      } finally {
        await second.kill();
      }
    },
  );
});
