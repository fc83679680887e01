import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './project.mjs';

/** Returns `require` with the dependencies of a package. */
export function requireFrom(folder) {
  return createRequire(path.join(root, folder, 'package.json'));
}

/**
 * Loads TypeScript from the sources; the path is relative to the repository.
 * Requires an installation.
 */
export function loadSource(file) {
  const require = requireFrom('.');
  // `backstage-cli package start` runs TypeScript with this transform.
  require('@backstage/cli/config/nodeTransform.cjs');
  return require(path.join(root, file));
}
