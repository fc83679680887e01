import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from './project.mjs';

/** Returns the environment with the programs of node_modules first on the path. */
export function withBinaries(env = process.env, folder = root) {
  const bin = path.join(folder, 'node_modules/.bin');
  return { ...env, PATH: `${bin}${path.delimiter}${env.PATH}` };
}

/** Runs a program of node_modules in the repository; resolves to its exit code. */
export async function run(program, args, { env = {} } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: withBinaries({ ...process.env, ...env }),
  });
  const [code] = await once(child, 'close');
  return code ?? 1;
}

/** Runs a program, and shows its output only if it fails. */
export async function runQuietly(
  program,
  args,
  { cwd = root, env = withBinaries() } = {},
) {
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const all = [];
  const output = [];
  child.stdout.on('data', data => all.push(data) && output.push(data));
  child.stderr.on('data', data => all.push(data));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    process.stderr.write(Buffer.concat(all));
    throw new Error(`${program} ${args.join(' ')} failed, see above.`);
  }
  return Buffer.concat(output).toString();
}
