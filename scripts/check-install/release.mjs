import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';

const releases = path.join(root, 'scripts/check-install/releases');

/** Returns the Backstage releases that can be checked, oldest first. */
export async function knownReleases() {
  const names = await fs.readdir(releases);
  return names.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}

/**
 * Reads a Backstage release from its folder: `package.json` with its lock file
 * contains the tools (`create-app` of that release), `versions.json` the
 * version of each of its packages, `yarn.lock` all other dependencies of an app
 * with the pgstage packages. So the same commit gives the same app at any time.
 *
 * `latest` has no folder: it uses the current versions of the registry.
 */
export async function readRelease(name) {
  if (name === 'latest') {
    return { name, versions: {} };
  }
  const folder = path.join(releases, name);
  const known = await knownReleases();
  if (!known.includes(name)) {
    throw new Error(
      `--release must be one of ${known.join(', ')} or latest, not '${name}'.`,
    );
  }
  return {
    name,
    folder,
    versions: JSON.parse(
      await fs.readFile(path.join(folder, 'versions.json'), 'utf8'),
    ),
    lockFile: path.join(folder, 'yarn.lock'),
  };
}
