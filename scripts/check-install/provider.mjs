import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';
import { runQuietly } from '../lib/run.mjs';

const SOURCE = path.join(root, 'examples/provider');

/**
 * Copies the example provider into an app, as an author of a provider would: it
 * resolves the pgstage packages only from the installation of the app.
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
