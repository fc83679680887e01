import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../lib/project.mjs';
import { runQuietly, withBinaries } from '../lib/run.mjs';

const readJson = async file => JSON.parse(await fs.readFile(file, 'utf8'));
const writeJson = (file, value) =>
  fs.writeFile(file, `${JSON.stringify(value, null, 2)}\n`);

/** Installs what a new app is made with; resolves to its environment. */
async function installTools(folder, { resolutions, packageManager }) {
  await fs.mkdir(folder);
  await writeJson(path.join(folder, 'package.json'), {
    private: true,
    dependencies: {
      '@backstage/create-app': 'latest',
      '@yarnpkg/cli-dist': packageManager.replace('yarn@', ''),
      // Backstage wants its apps on Node 22 or 24; our packages run on 20, too.
      ...(process.versions.node.startsWith('20.') && { node: '22' }),
    },
    overrides: resolutions,
  });
  await runQuietly('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
  });
  return {
    ...withBinaries(process.env, folder),
    // What was published today is what we want to try.
    YARN_NPM_MINIMAL_AGE_GATE: '0',
    // CI=true would forbid what `yarn add` is for.
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    YARN_ENABLE_TELEMETRY: 'false',
  };
}

/**
 * An application as Backstage's own `create-app` makes it, installed, with the
 * versions that our own installation is held at.
 */
export async function createFreshApp(scratch) {
  const ours = await readJson(path.join(root, 'package.json'));
  const env = await installTools(path.join(scratch, 'tools'), ours);
  await runQuietly(
    'backstage-create-app',
    ['--skip-install', '--path', 'app'],
    { cwd: scratch, env: { ...env, BACKSTAGE_APP_NAME: 'fresh' } },
  );
  const folder = path.join(scratch, 'app');
  const manifestFile = path.join(folder, 'package.json');
  const manifest = await readJson(manifestFile);
  await writeJson(manifestFile, {
    ...manifest,
    resolutions: { ...manifest.resolutions, ...ours.resolutions },
    dependenciesMeta: ours.dependenciesMeta,
  });
  await runQuietly('yarn', ['install'], { cwd: folder, env });
  return { folder, env };
}

/** Does to an app what the README says, with our packages from a registry. */
export async function followReadme(
  { folder, env },
  { sh, ts, yaml },
  registry,
) {
  // Yarn reads the parents' settings as well.
  await writeJson(path.join(folder, '../.yarnrc.yml'), {
    npmScopes: { pgstage: { npmRegistryServer: registry.url } },
    unsafeHttpWhitelist: ['127.0.0.1'],
  });
  for (const line of sh.trim().split('\n')) {
    await runQuietly('sh', ['-c', line], { cwd: folder, env });
  }
  const backend = path.join(folder, 'packages/backend/src/index.ts');
  const source = await fs.readFile(backend, 'utf8');
  await fs.writeFile(
    backend,
    source.replace('backend.start();', start => `${ts}\n${start}`),
  );
  await fs.appendFile(path.join(folder, 'app-config.yaml'), `\n${yaml}`);
}
