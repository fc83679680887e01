import { mockCredentials } from '@backstage/backend-test-utils';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Behavior } from './runScaffolder';

/**
 * Starts a scaffolder in a separate process: it can be killed, and work that
 * continues after its stop cannot fail another test.
 */
export async function spawnScaffolder(
  connection: object,
  behaviors: Record<string, Behavior> = {},
) {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolve(__dirname, 'runScaffolder.ts'),
      JSON.stringify(connection),
      JSON.stringify(behaviors),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', line => lines.push(line));
  return {
    lines,
    /** Waits for a line that starts with `start`, and returns the rest of it. */
    lineAfter: async (start: string) => {
      for (;;) {
        const line = lines.find(text => text.startsWith(start));
        if (line) return line.slice(start.length);
        if (child.exitCode !== null)
          throw new Error(
            `The scaffolder exited before it wrote a line that starts with '${start}'`,
          );
        await sleep(50);
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** Calls the API of the scaffolder's tasks. */
export async function callTasks(port: number, path: string, body?: object) {
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

/** Returns the final status of the task. */
export async function finished(port: number, task: string): Promise<string> {
  for (;;) {
    const { status } = await callTasks(port, `/${task}`);
    if (status !== 'open' && status !== 'processing') return status;
    await sleep(200);
  }
}
