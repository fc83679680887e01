import { run } from './run.mjs';

/** Builds all packages that others can depend on; with `--all`, apps too. */
export async function buildPackages(args = []) {
  // Type declarations first: each package's build bundles its own from them.
  const types = await run('tsc', ['--incremental', 'false']);
  return types || run('backstage-cli', ['repo', 'build', ...args]);
}
