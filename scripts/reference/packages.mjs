import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';
import { readDeclarations } from './tsdoc.mjs';

/** Returns the pgstage packages, by folder. */
export async function readPackages() {
  const folders = (await fs.readdir(path.join(root, 'plugins'))).sort();
  const packages = await Promise.all(
    folders.map(async name => {
      const folder = `plugins/${name}`;
      const file = path.join(root, folder, 'package.json');
      // A folder of another branch can remain with only node_modules.
      const text = await fs.readFile(file, 'utf8').catch(() => undefined);
      return text && { folder, ...JSON.parse(text) };
    }),
  );
  return packages.filter(Boolean);
}

/** Returns the sources of a folder, with paths relative to the repository. */
export async function readSources(folder, { tests = false } = {}) {
  const entries = await fs.readdir(path.join(root, folder), {
    recursive: true,
  });
  const files = entries
    .map(file => file.split(path.sep).join('/'))
    .filter(file => /(?<!\.d)\.(ts|tsx|mjs)$/.test(file))
    .filter(file => !/(^|\/)(node_modules|dist|output)\//.test(file))
    .filter(file => tests || !/\.test\.|__testUtils__/.test(file))
    .sort()
    .map(file => `${folder}/${file}`);
  return Promise.all(
    files.map(async file => ({
      file,
      text: await fs.readFile(path.join(root, file), 'utf8'),
    })),
  );
}

/** Returns the declarations of one source file. */
export async function declarationsOf(file) {
  return readDeclarations(await fs.readFile(path.join(root, file), 'utf8'));
}
