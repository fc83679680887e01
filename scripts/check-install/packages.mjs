import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { buildPackages } from '../lib/build.mjs';
import { root } from '../lib/project.mjs';
import { runQuietly } from '../lib/run.mjs';

/** Returns the folders of the published packages, relative to the repository. */
async function published() {
  const folders = [];
  for (const name of await fs.readdir(path.join(root, 'plugins'))) {
    const folder = path.join('plugins', name);
    const manifest = JSON.parse(
      await fs.readFile(path.join(root, folder, 'package.json'), 'utf8'),
    );
    if (!manifest.private) {
      folders.push(folder);
    }
  }
  return folders;
}

/**
 * Packing temporarily changes each package.json. A failed or killed run leaves
 * it changed, and the next run would use it as the source.
 */
async function restoreManifests(folders) {
  for (const folder of folders) {
    const cwd = path.join(root, folder);
    if (existsSync(path.join(cwd, 'package.json-prepack'))) {
      await runQuietly('backstage-cli', ['package', 'postpack'], { cwd });
    }
  }
}

/** Builds the pgstage packages, and packs them into a folder like `npm publish`. */
export async function packPackages(destination) {
  const folders = await published();
  await restoreManifests(folders);
  if ((await buildPackages()) !== 0) {
    throw new Error('The packages could not be built, see above.');
  }
  try {
    await runQuietly('npm', [
      'pack',
      `--pack-destination=${destination}`,
      ...folders.map(folder => `--workspace=${folder}`),
    ]);
  } finally {
    await restoreManifests(folders);
  }
}
