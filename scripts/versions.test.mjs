import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './lib/project.mjs';

const readJson = file => JSON.parse(fs.readFileSync(path.join(root, file)));

const { version } = readJson('package.json');
const packages = fs
  .readdirSync(path.join(root, 'plugins'))
  .map(folder => readJson(`plugins/${folder}/package.json`));

test('all packages are released with the version of the repository', () => {
  for (const { name, ...own } of packages)
    assert.equal(own.version, version, name);
});

test('packages depend on the released version of each other', () => {
  for (const { name, dependencies = {} } of packages)
    for (const [other, range] of Object.entries(dependencies))
      if (packages.some(one => one.name === other))
        assert.equal(range, `^${version}`, `${name}, ${other}`);
});

test('the OpenAPI document has the version of the release', () => {
  const { info } = readJson('docs/reference/openapi.json');
  assert.equal(info.version, version, 'run `npm run reference`');
});
