import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';
import { runQuietly } from '../lib/run.mjs';

const SOURCE = path.join(root, 'examples/provider');

/**
 * Puts the example's provider into an app, as somebody would who writes one: it
 * finds our packages only where the app has installed them.
 */
export async function copyProvider({ folder }) {
  const target = path.join(folder, 'packages/provider');
  await fs.mkdir(target);
  for (const part of ['package.json', 'src', 'crds', 'deploy']) {
    await fs.cp(path.join(SOURCE, part), path.join(target, part), {
      recursive: true,
    });
  }
}

/** Runs its tests, the conformance kit among them, on a real API server. */
export async function testProvider({ folder, env }) {
  const cwd = path.join(folder, 'packages/provider');
  await runQuietly('yarn', ['test', '--watchAll=false'], { cwd, env });
}
