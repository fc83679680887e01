import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { root } from './lib/project.mjs';

const run = promisify(execFile);

/** Returns the JavaScript modules of a folder; TypeScript checks only .ts files. */
async function modulesIn(folder) {
  const files = await fs.readdir(path.join(root, folder), { recursive: true });
  return files
    .filter(file => file.endsWith('.mjs') && !/node_modules|dist/.test(file))
    .map(file => path.join(folder, file));
}

const modules = (
  await Promise.all(['scripts', 'bench', 'e2e', 'examples'].map(modulesIn))
).flat();

test('there are modules to check', () => {
  assert.ok(modules.length > 40, `only ${modules.length}`);
});

for (const file of modules) {
  test(`${file} has valid syntax`, () =>
    run(process.execPath, ['--check', path.join(root, file)]));
}
