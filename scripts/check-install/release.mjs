import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';

const releases = path.join(root, 'scripts/check-install/releases');

/** Releases of Backstage that can be checked, oldest first. */
export async function knownReleases() {
  const names = await fs.readdir(releases);
  return names.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}

/**
 * What a release of Backstage is made of, from its folder: `package.json` with
 * its lock file names the tools (`create-app` of that release), `versions.json`
 * the version of each of its packages, `yarn.lock` all else of an app with our
 * packages. So the same commit gives the same app on every day.
 *
 * `latest` has no folder: it is whatever the registry holds today.
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
