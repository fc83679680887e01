import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { main, step } from './lib/output.mjs';
import { root } from './lib/project.mjs';

const yarn = '@yarnpkg/cli-dist@4.18.1';
const stamp = path.join(root, 'node_modules/.pgstage-installed');

/** Hashes everything that determines the content of an installation. */
async function fingerprint() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const group of ['plugins', 'examples']) {
    for (const folder of await fs.readdir(path.join(root, group))) {
      files.push(path.join(group, folder, 'package.json'));
    }
  }
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const text = await fs.readFile(path.join(root, file)).catch(() => '');
    hash.update(`${file}\n`).update(text);
  }
  return hash.digest('hex');
}

async function install() {
  const child = spawn('npx', ['--yes', yarn, 'install', '--immutable'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', data => output.push(data));
  child.stderr.on('data', data => output.push(data));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    process.stderr.write(Buffer.concat(output));
    throw new Error(
      `The dependencies could not be installed, see above. After a change of a package.json, run \`npx ${yarn} install\` once, which writes yarn.lock.`,
    );
  }
}

/** Installs the dependencies if node_modules does not match the lock file. */
export async function ensureInstalled() {
  const [expected, installed] = await Promise.all([
    fingerprint(),
    fs.readFile(stamp, 'utf8').catch(() => undefined),
  ]);
  if (expected !== installed) {
    await step('Installing the dependencies (about a minute)', install);
    await fs.writeFile(stamp, expected);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(ensureInstalled);
}
