import { run } from './run.mjs';

/** Builds all packages that can be dependencies; with `--all`, apps too. */
export async function buildPackages(args = []) {
  // Type declarations first: the build of each package bundles its own from them.
  const types = await run('tsc', ['--incremental', 'false']);
  return types || run('backstage-cli', ['repo', 'build', ...args]);
}
