import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { eventually } from './eventually';

const root = resolve(__dirname, '../../../..');

/** Starts the example backend in a separate process, as `npm start` does, with Ada signed in. */
export async function startBackend(port: number, env: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      '--require',
      resolve(root, 'scripts/lib/die-with-parent.cjs'),
      resolve(__dirname, '../index.ts'),
      '--config',
      resolve(root, 'app-config.yaml'),
    ],
    {
      // The file locations of the catalog are relative to it, independent of where jest runs.
      cwd: resolve(root, 'examples/backend'),
      env: {
        ...process.env,
        ...env,
        NODE_ENV: 'development',
        PGSTAGE_BACKEND_PORT: String(port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const remember = (data: Buffer) => {
    output = (output + data).slice(-5_000);
  };
  child.stdout.on('data', remember);
  child.stderr.on('data', remember);
  const exited = once(child, 'exit');

  const request = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}/api${path}`, init).catch(error => {
      if (child.exitCode === null && child.signalCode === null)
        return undefined;
      throw new Error(`The backend ended: ${output}`, { cause: error });
    });
  /** @param provider - one of `demoUsers` */
  const signIn = async (provider: string): Promise<string> => {
    const { backstageIdentity } = await eventually('the sign-in', async () => {
      const response = await request(`/auth/${provider}/refresh`);
      return response?.ok ? response.json() : undefined;
    }).catch(error => {
      throw new Error(`${error.message}. Output of the backend: ${output}`);
    });
    return backstageIdentity.token;
  };
  const token = await signIn('guest');

  return {
    port,
    /** Of Ada. */
    token,
    signIn,
    /** Calls the API as Ada; returns undefined for a 404. */
    async call(path: string, body?: object) {
      const response = await request(path, {
        method: body ? 'POST' : 'GET',
        body: JSON.stringify(body),
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${token}`,
        },
      });
      if (!response || response.status === 404) return undefined;
      if (response.ok) return response.json();
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

export type ExampleBackend = Awaited<ReturnType<typeof startBackend>>;
