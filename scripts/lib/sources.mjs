import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './project.mjs';

/** `require` as a package sees it, with the dependencies that it has. */
export function requireFrom(folder) {
  return createRequire(path.join(root, folder, 'package.json'));
}

/**
 * Loads TypeScript as it stands in the sources; takes a path from the
 * repository's folder. Needs an installation.
 */
export function loadSource(file) {
  const require = requireFrom('.');
  // What `backstage-cli package start` runs TypeScript with.
  require('@backstage/cli/config/nodeTransform.cjs');
  return require(path.join(root, file));
}
